// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/pages/page.h"

namespace salient::ui {

/// Where the latency of the packed kernels will be compared; says so until they are measured.
class KernelsPage : public Page {
    Q_OBJECT

public:
    explicit KernelsPage(QWidget* parent = nullptr);
};

} // namespace salient::ui
