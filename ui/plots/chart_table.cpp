// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/chart_table.h"

#include "ui/text.h"

#include <cmath>

namespace salient::ui {

void ChartTable::showChart(const ChartData& chart) {
    beginResetModel();
    m_chart = chart;
    m_rows.clear();
    for (size_t s = 0; s < chart.series.size(); ++s) {
        for (size_t i = 0; i < chart.series[s].x.size(); ++i) {
            m_rows.emplace_back(s, i);
        }
    }
    endResetModel();
}

int ChartTable::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int ChartTable::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : 3;
}

QVariant ChartTable::data(const QModelIndex& index, int role) const {
    if (!index.isValid() || (role != Qt::DisplayRole && role != Qt::TextAlignmentRole)) {
        return {};
    }
    if (role == Qt::TextAlignmentRole) {
        return index.column() == 0 ? QVariant() : QVariant(Qt::AlignRight | Qt::AlignVCenter);
    }
    const auto [s, i] = m_rows[static_cast<size_t>(index.row())];
    const ChartSeries& series = m_chart.series[s];
    if (index.column() == 0) {
        return text(series.name);
    }
    if (index.column() == 2) {
        return numberText(series.y[i]);
    }
    const double x = series.x[i];
    const auto place = static_cast<size_t>(std::max(0.0, std::round(x)));
    return place < m_chart.categories.size() ? text(m_chart.categories[place]) : numberText(x);
}

QVariant ChartTable::headerData(int section, Qt::Orientation orientation, int role) const {
    if (role != Qt::DisplayRole || orientation != Qt::Horizontal) {
        return {};
    }
    return section == 0 ? tr("Series") : text(section == 1 ? m_chart.xAxis : m_chart.yAxis);
}

} // namespace salient::ui
