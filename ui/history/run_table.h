// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QAction;
class QLineEdit;
class QSortFilterProxyModel;
class QTableView;

namespace salient::ui {

class RunListModel;

/// The runs of this machine as a table with a filter and buttons for what can be done with them.
class RunTable : public QWidget {
    Q_OBJECT

public:
    /// A button per action; `actions` and `runs` outlive the table.
    RunTable(RunListModel& runs, const QList<QAction*>& actions, QWidget* parent = nullptr);
    QTableView& view() { return *m_view; }
    /// In the order of the table.
    QStringList selectedFolders() const;
    /// Those of these that are listed.
    void select(const QStringList& folders);

Q_SIGNALS:
    void selectionChanged();
    /// A run was double-clicked, or Return pressed.
    void activated();

private:
    void buildTable();

    RunListModel& m_runs;
    QSortFilterProxyModel* m_proxy;
    QLineEdit* m_filter;
    QTableView* m_view;
};

} // namespace salient::ui
