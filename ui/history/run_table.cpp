// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/history/run_table.h"

#include "ui/history/run_list_model.h"

#include <QAction>
#include <QBoxLayout>
#include <QHeaderView>
#include <QLineEdit>
#include <QPushButton>
#include <QSortFilterProxyModel>
#include <QTableView>

#include <algorithm>

namespace salient::ui {

RunTable::RunTable(RunListModel& runs, const QList<QAction*>& actions, QWidget* parent)
    : QWidget(parent), m_runs(runs), m_proxy(new QSortFilterProxyModel(this)), m_filter(new QLineEdit),
      m_view(new QTableView) {
    buildTable();
    auto* bar = new QHBoxLayout;
    m_filter->setObjectName(QStringLiteral("historyFilter"));
    m_filter->setAccessibleName(tr("Filter runs"));
    m_filter->setPlaceholderText(tr("Filter, e.g. a model, 2026-11, failed, a word of the notes"));
    m_filter->setClearButtonEnabled(true);
    connect(m_filter, &QLineEdit::textChanged, m_proxy, &QSortFilterProxyModel::setFilterFixedString);
    bar->addWidget(m_filter, 1);
    for (QAction* action : actions) {
        auto* button = new QPushButton(action->text());
        button->setObjectName(action->objectName() + QStringLiteral("Button"));
        button->setAccessibleName(action->text());
        button->setToolTip(action->toolTip());
        button->setEnabled(action->isEnabled());
        connect(button, &QPushButton::clicked, action, &QAction::trigger);
        connect(action, &QAction::enabledChanged, button, &QPushButton::setEnabled);
        bar->addWidget(button);
    }
    auto* all = new QVBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    all->addLayout(bar);
    all->addWidget(m_view, 1);
}

void RunTable::buildTable() {
    m_proxy->setSourceModel(&m_runs);
    m_proxy->setSortRole(Qt::UserRole);
    m_proxy->setFilterKeyColumn(-1);
    m_proxy->setFilterCaseSensitivity(Qt::CaseInsensitive);
    m_view->setObjectName(QStringLiteral("historyView"));
    m_view->setAccessibleName(tr("Recorded runs"));
    m_view->setModel(m_proxy);
    m_view->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_view->setSelectionMode(QAbstractItemView::ExtendedSelection);
    m_view->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_view->setSortingEnabled(true);
    m_view->sortByColumn(RunListModel::Date, Qt::DescendingOrder);
    m_view->setAlternatingRowColors(true);
    m_view->setWordWrap(false);
    m_view->setTabKeyNavigation(false);
    m_view->verticalHeader()->hide();
    m_view->verticalHeader()->setDefaultSectionSize(m_view->fontMetrics().height() + 6);
    m_view->horizontalHeader()->setMinimumSectionSize(40);
    m_view->horizontalHeader()->setStretchLastSection(true);
    m_view->setMinimumHeight(120);
    connect(m_view, &QTableView::activated, this, &RunTable::activated);
    connect(m_view->selectionModel(), &QItemSelectionModel::selectionChanged, this, &RunTable::selectionChanged);
}

QStringList RunTable::selectedFolders() const {
    QModelIndexList rows = m_view->selectionModel()->selectedRows();
    std::sort(rows.begin(), rows.end());
    QStringList folders;
    for (const QModelIndex& index : rows) {
        folders.append(m_runs.run(m_proxy->mapToSource(index).row()).folder);
    }
    return folders;
}

void RunTable::select(const QStringList& folders) {
    QItemSelection selection;
    for (const QString& folder : folders) {
        const int row = m_runs.rowOf(folder);
        const QModelIndex index = row < 0 ? QModelIndex() : m_proxy->mapFromSource(m_runs.index(row, 0));
        if (index.isValid()) {
            selection.select(index, index.siblingAtColumn(RunListModel::ColumnCount - 1));
        }
    }
    m_view->selectionModel()->select(selection, QItemSelectionModel::ClearAndSelect);
}

} // namespace salient::ui
