// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/study/study_table_view.h"

#include <QHeaderView>
#include <QSortFilterProxyModel>

#include <algorithm>

namespace salient::ui {

StudyTableView::StudyTableView(QWidget* parent)
    : QTableView(parent), m_rows(new StudyTableModel(this)), m_proxy(new QSortFilterProxyModel(this)) {
    m_proxy->setSourceModel(m_rows);
    m_proxy->setSortRole(Qt::UserRole);
    setObjectName(QStringLiteral("studyView"));
    setAccessibleName(tr("Settings of the study and what they cost"));
    setModel(m_proxy);
    setSelectionBehavior(QAbstractItemView::SelectRows);
    setSelectionMode(QAbstractItemView::ExtendedSelection);
    setEditTriggers(QAbstractItemView::NoEditTriggers);
    setAlternatingRowColors(true);
    setWordWrap(false);
    setTabKeyNavigation(false);
    verticalHeader()->hide();
    verticalHeader()->setDefaultSectionSize(fontMetrics().height() + 6);
    horizontalHeader()->setMinimumSectionSize(40);
    horizontalHeader()->setStretchLastSection(true);
    horizontalHeader()->setSortIndicatorClearable(true); // back to the order of the study
    setSortingEnabled(true);
    sortByColumn(-1, Qt::AscendingOrder);
    setMinimumHeight(120);
}

void StudyTableView::showStudy(const StudyRecord* record) {
    std::vector<StudySetting> chosen;
    for (const QModelIndex& index : selectionModel()->selectedRows()) {
        chosen.push_back(m_rows->row(m_proxy->mapToSource(index).row()).setting);
    }
    const bool first = m_rows->rowCount() == 0;
    if (record == nullptr) {
        m_rows->clear();
        return;
    }
    m_rows->show(*record);
    QItemSelection selection;
    for (const StudySetting& setting : chosen) {
        const int row = m_rows->rowOf(setting);
        const QModelIndex index = row < 0 ? QModelIndex() : m_proxy->mapFromSource(m_rows->index(row, 0));
        if (index.isValid()) {
            selection.select(index, index.siblingAtColumn(StudyTableModel::ColumnCount - 1));
        }
    }
    selectionModel()->select(selection, QItemSelectionModel::ClearAndSelect);
    if (first) {
        resizeColumnsToContents();
    }
    for (int column = 0; column < m_rows->columnCount(); ++column) { // wider only: a person may have chosen
        setColumnWidth(column, std::max(columnWidth(column), sizeHintForColumn(column)));
    }
}

QString StudyTableView::asText() const {
    QModelIndexList rows = selectionModel()->selectedRows();
    std::sort(rows.begin(), rows.end());
    if (rows.isEmpty()) {
        for (int row = 0; row < m_proxy->rowCount(); ++row) {
            rows.append(m_proxy->index(row, 0));
        }
    }
    QStringList lines;
    QStringList cells;
    for (int column = 0; column < StudyTableModel::ColumnCount; ++column) {
        cells.append(m_rows->headerData(column, Qt::Horizontal, Qt::DisplayRole)
                         .toString()
                         .replace(QLatin1Char('\n'), QLatin1Char(' ')));
    }
    lines.append(cells.join(QLatin1Char('\t')));
    for (const QModelIndex& index : rows) {
        cells.clear();
        for (int column = 0; column < StudyTableModel::ColumnCount; ++column) {
            cells.append(index.siblingAtColumn(column).data().toString());
        }
        lines.append(cells.join(QLatin1Char('\t')));
    }
    return lines.join(QLatin1Char('\n')) + QLatin1Char('\n');
}

} // namespace salient::ui
