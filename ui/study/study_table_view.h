// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/study/study_table_model.h"

#include <QTableView>

class QSortFilterProxyModel;

namespace salient::ui {

/// The lines of a study, sorted by any column or, at first, as they were measured.
class StudyTableView : public QTableView {
    Q_OBJECT

public:
    explicit StudyTableView(QWidget* parent = nullptr);
    /// What is selected stays so where it is still there. A null record empties the table.
    void showStudy(const StudyRecord* record);
    /// The selected lines in the order of the table, all of them when none is selected, below the headings; tabs
    /// between the columns.
    QString asText() const;

private:
    StudyTableModel* m_rows;
    QSortFilterProxyModel* m_proxy;
};

} // namespace salient::ui
