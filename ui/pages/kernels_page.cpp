// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/kernels_page.h"

#include "ui/widgets/empty_state.h"

namespace salient::ui {

KernelsPage::KernelsPage(QWidget* parent) : Page(QStringLiteral("kernels"), tr("Kernels"), parent) {
    setCentralWidget(new EmptyState(tr("Kernels are not measured yet"),
                                    tr("The latency of matrix-matrix and matrix-vector kernels over the number of "
                                       "tokens will be compared here. This "
                                       "version computes with de-quantised weights and has no packed kernels to "
                                       "measure; the tokens per second of a "
                                       "model stand under each pane of the chat."),
                                    QString()));
    rememberLayout();
}

} // namespace salient::ui
