// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/chart_grid.h"

#include "ui/plots/chart_painter.h"
#include "ui/text.h"

#include "ui/plots/qcustomplot_library.h"

namespace salient::ui {

namespace {
constexpr int kCellWidth = 112;
constexpr int kCellHeight = 78;
} // namespace

ChartGrid::ChartGrid(const QString& name, const QString& emptyText, QWidget* parent)
    : QScrollArea(parent), m_plot(new QCustomPlot(this)), m_emptyText(emptyText) {
    setObjectName(name);
    setAccessibleName(emptyText);
    setWidget(m_plot);
    setWidgetResizable(false);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_plot->setObjectName(name + QStringLiteral("Plot"));
    m_plot->setFocusPolicy(Qt::NoFocus);
    m_plot->plotLayout()->clear();
    connect(m_plot, &QCustomPlot::mousePress, this, [this](QMouseEvent* event) {
        const QList<QCPAxisRect*> rects = m_plot->axisRects();
        for (int i = 0; i < rects.size(); ++i) {
            if (rects[i]->outerRect().contains(event->pos())) {
                Q_EMIT chartClicked(i);
            }
        }
    });
}

void ChartGrid::showCharts(const std::vector<ChartData>& charts, size_t first) {
    if (first > m_charts.size() || charts.size() < m_charts.size()) {
        first = 0;
    }
    m_charts.resize(first);
    m_charts.insert(m_charts.end(), charts.begin() + static_cast<std::ptrdiff_t>(first), charts.end());
    m_count = static_cast<int>(m_charts.size());
    m_stale = true;
    setAccessibleName(m_charts.empty() ? m_emptyText : tr("%n small chart(s)", nullptr, m_count));
    if (isVisible()) {
        rebuild();
    }
}

void ChartGrid::rebuild() {
    m_stale = false;
    m_columns = std::max(1, (viewport()->width() - 4) / kCellWidth);
    m_plot->clearPlottables();
    m_plot->clearItems();
    m_plot->plotLayout()->clear();
    m_plot->setBackground(palette().color(QPalette::Base));
    m_plot->plotLayout()->setRowSpacing(2);
    m_plot->plotLayout()->setColumnSpacing(2);
    if (m_charts.empty()) {
        auto* words = new QCPTextElement(m_plot, m_emptyText, font()); // the layout owns it
        words->setTextColor(palette().color(QPalette::WindowText));
        words->setTextFlags(Qt::AlignCenter | Qt::TextWordWrap);
        m_plot->plotLayout()->addElement(0, 0, words);
        m_plot->resize(viewport()->size());
        m_plot->replot(QCustomPlot::rpQueuedReplot);
        return;
    }
    for (int i = 0; i < m_count; ++i) {
        auto* rect = new QCPAxisRect(m_plot); // the layout owns it
        rect->setAutoMargins(QCP::msNone);
        rect->setMargins(QMargins(3, 3, 3, 3));
        rect->setMinimumSize(kCellWidth - 8, kCellHeight - 8);
        m_plot->plotLayout()->addElement(i / m_columns, i % m_columns, rect);
        styleChart(*rect, palette(), ChartDetail::Thumbnail);
        drawChart(*rect, m_charts[static_cast<size_t>(i)], {}, palette(), ChartDetail::Thumbnail);
    }
    layOut();
    m_plot->replot(QCustomPlot::rpQueuedReplot);
}

void ChartGrid::layOut() {
    const int rows = (m_count + m_columns - 1) / m_columns;
    m_plot->resize(std::min(m_count, m_columns) * kCellWidth, std::max(1, rows) * kCellHeight);
}

void ChartGrid::resizeEvent(QResizeEvent* event) {
    QScrollArea::resizeEvent(event);
    const int columns = std::max(1, (viewport()->width() - 4) / kCellWidth);
    if (isVisible() && (columns != m_columns || m_charts.empty())) {
        rebuild();
    }
}

void ChartGrid::changeEvent(QEvent* event) {
    QScrollArea::changeEvent(event);
    if (event->type() == QEvent::PaletteChange) {
        m_stale = true;
        if (isVisible()) {
            rebuild();
        }
    }
}

void ChartGrid::showEvent(QShowEvent* event) {
    QScrollArea::showEvent(event);
    if (m_stale || m_charts.empty()) {
        rebuild();
    }
}

} // namespace salient::ui
