// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/layer_model.h"

#include <QWidget>

class QLineEdit;
class QSortFilterProxyModel;
class QTableView;

namespace salient::ui {

/// The table of layers with a filter; its selection is the session's. Keys 4, 8 and 6 mark the selection.
class LayerTable : public QWidget {
    Q_OBJECT

public:
    LayerTable(Session& session, LayerModel& layers, const QString& name, QWidget* parent = nullptr);
    QTableView& view() { return *m_view; }

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void takeSelection();
    void showSelection();

    Session& m_session;
    LayerModel& m_layers;
    QSortFilterProxyModel* m_proxy;
    QLineEdit* m_filter;
    QTableView* m_view;
    bool m_following = false; ///< the selection shown is being set from the session
};

} // namespace salient::ui
