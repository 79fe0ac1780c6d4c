// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/record/chart_data.h"

#include <QAbstractTableModel>

namespace salient::ui {

/// The numbers of a chart as rows: series, x, y. Its order is the order of the chart.
class ChartTable : public QAbstractTableModel {
    Q_OBJECT

public:
    using QAbstractTableModel::QAbstractTableModel;
    void showChart(const ChartData& chart);

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    ChartData m_chart;
    std::vector<std::pair<size_t, size_t>> m_rows; ///< series, point
};

} // namespace salient::ui
