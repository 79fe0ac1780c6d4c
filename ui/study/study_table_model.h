// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractTableModel> // first: Qt 6.4's moc reads <compare> only behind another header

#include "core/record/study_table.h"

#include <vector>

namespace salient::ui {

/// A study as a table, the original first. Qt::UserRole has what a column is sorted by.
class StudyTableModel : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column {
        Method,
        Bits,
        Group,
        Calibration,
        Samples,
        Seed,
        Size,
        BitsPerWeight,
        Perplexity,
        Kl,
        SameTop,
        Time,
        Memory,
        ColumnCount
    };

    using QAbstractTableModel::QAbstractTableModel;
    void show(const StudyRecord& record);
    void clear();
    const StudyRow& row(int row) const { return m_rows[static_cast<size_t>(row)]; }
    /// −1 when there is none.
    int rowOf(const StudySetting& setting) const;

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    static QString shown(const StudyRow& row, int column);
    static QVariant sortedBy(const StudyRow& row, int column);
    static QString explained(int column);

    std::vector<StudyRow> m_rows;
};

} // namespace salient::ui
