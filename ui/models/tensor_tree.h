// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/session.h"

#include <QStandardItemModel>

namespace salient::ui {

/// The tensors of the open model as a tree: block → part → tensor, with shape, type, bytes, planned bits; sums per
/// branch.
class TensorTree : public QStandardItemModel {
    Q_OBJECT

public:
    enum Column { Name, Shape, Type, Bytes, Bits, ColumnCount };
    explicit TensorTree(Session& session, QObject* parent = nullptr);

private:
    void rebuild();
    void showBits();

    Session& m_session;
};

} // namespace salient::ui
