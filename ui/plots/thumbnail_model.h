// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/record/chart_data.h"

#include <QAbstractListModel>
#include <QStyledItemDelegate>

namespace salient::ui {

/// Charts as items: title and summary as words, the data for who draws them.
class ThumbnailModel : public QAbstractListModel {
    Q_OBJECT

public:
    using QAbstractListModel::QAbstractListModel;
    void replaceFrom(size_t first, const std::vector<ChartData>& charts);
    const ChartData& chart(int row) const { return m_charts[static_cast<size_t>(row)]; }

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;

private:
    std::vector<ChartData> m_charts;
};

/// Draws a chart's lines and winner without axes, 104 × 70.
class ThumbnailDelegate : public QStyledItemDelegate {
    Q_OBJECT

public:
    ThumbnailDelegate(const ThumbnailModel& charts, QObject* parent) : QStyledItemDelegate(parent), m_charts(charts) {}
    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;

private:
    const ThumbnailModel& m_charts;
};

} // namespace salient::ui
