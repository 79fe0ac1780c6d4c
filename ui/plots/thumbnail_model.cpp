// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/thumbnail_model.h"

#include "ui/text.h"
#include "ui/theme.h"

#include <QPainter>

#include <algorithm>
#include <cmath>

namespace salient::ui {

void ThumbnailModel::replaceFrom(size_t first, const std::vector<ChartData>& charts) {
    const size_t kept = std::min(first, m_charts.size());
    const size_t both = std::min(m_charts.size() - kept, charts.size());
    std::copy_n(charts.begin(), both, m_charts.begin() + static_cast<std::ptrdiff_t>(kept));
    if (both > 0) {
        Q_EMIT dataChanged(index(static_cast<int>(kept)), index(static_cast<int>(kept + both) - 1));
    }
    const size_t end = kept + charts.size();
    if (end < m_charts.size()) {
        beginRemoveRows({}, static_cast<int>(end), static_cast<int>(m_charts.size()) - 1);
        m_charts.resize(end);
        endRemoveRows();
    } else if (end > m_charts.size()) {
        beginInsertRows({}, static_cast<int>(m_charts.size()), static_cast<int>(end) - 1);
        m_charts.insert(m_charts.end(), charts.begin() + static_cast<std::ptrdiff_t>(both), charts.end());
        endInsertRows();
    }
}

int ThumbnailModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_charts.size());
}

QVariant ThumbnailModel::data(const QModelIndex& index, int role) const {
    if (!index.isValid() || index.row() >= rowCount()) {
        return {};
    }
    const ChartData& one = chart(index.row());
    if (role == Qt::AccessibleTextRole || role == Qt::ToolTipRole) {
        return QStringLiteral("%1\n%2").arg(text(one.title), text(one.summary));
    }
    return {};
}

namespace {

/// From data to pixels of a rectangle.
struct Mapping {
    QRectF area;
    double left = 0, right = 1, low = 0, high = 1;

    Mapping(const ChartData& chart, const QRectF& rect) : area(rect) {
        bool any = false;
        for (const ChartSeries& series : chart.series) {
            for (size_t i = 0; i < series.x.size(); ++i) {
                left = any ? std::min(left, series.x[i]) : series.x[i];
                right = any ? std::max(right, series.x[i]) : series.x[i];
                low = any ? std::min(low, series.y[i]) : series.y[i];
                high = any ? std::max(high, series.y[i]) : series.y[i];
                any = true;
            }
        }
    }
    QPointF at(double x, double y) const {
        const double across = right > left ? (x - left) / (right - left) : 0.5;
        const double up = high > low ? (y - low) / (high - low) : 0.5;
        return {area.left() + across * area.width(), area.bottom() - up * area.height()};
    }
};

} // namespace

void ThumbnailDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const {
    const ChartData& chart = m_charts.chart(index.row());
    const ThemeColors colors = Theme::colors(option.palette);
    painter->save();
    const QRect frame = option.rect.adjusted(2, 2, -2, -2);
    const bool selected = option.state.testFlag(QStyle::State_Selected);
    painter->setPen(selected ? option.palette.color(QPalette::Highlight) : colors.grid);
    painter->drawRect(frame.adjusted(0, 0, -1, -1));
    painter->setRenderHint(QPainter::Antialiasing);
    const Mapping mapping(chart, QRectF(frame).adjusted(5, 6, -6, -6));
    for (const ChartSeries& series : chart.series) {
        const QColor color = colors.of(series.role);
        if (series.kind == SeriesKind::Points) {
            painter->setPen(Qt::NoPen);
            painter->setBrush(color);
            for (size_t i = 0; i < series.x.size(); ++i) {
                painter->drawEllipse(mapping.at(series.x[i], series.y[i]), 3, 3);
            }
            continue;
        }
        QPolygonF line;
        for (size_t i = 0; i < series.x.size(); ++i) {
            line.append(mapping.at(series.x[i], series.y[i]));
        }
        painter->setPen(QPen(color, 1));
        painter->drawPolyline(line);
    }
    painter->restore();
}

QSize ThumbnailDelegate::sizeHint(const QStyleOptionViewItem&, const QModelIndex&) const {
    return {104, 70};
}

} // namespace salient::ui
