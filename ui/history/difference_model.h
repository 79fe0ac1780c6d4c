// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/report/run_difference.h"

#include <QAbstractTableModel>
#include <QStringList>

#include <vector>

namespace salient::ui {

/// Runs beside each other: a column per run; first the settings that differ, then what came of them.
class DifferenceModel : public QAbstractTableModel {
    Q_OBJECT

public:
    using QAbstractTableModel::QAbstractTableModel;
    /// Every row has one value per name.
    void show(const QStringList& names, const std::vector<DifferenceRow>& settings,
              const std::vector<DifferenceRow>& figures);

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    QStringList m_names;
    std::vector<DifferenceRow> m_rows;
    int m_settings = 0; ///< how many of the rows are settings
};

} // namespace salient::ui
