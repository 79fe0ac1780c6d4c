// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/chart_painter.h"

#include "core/report/axis_ticks.h"
#include "ui/plots/chart_tickers.h"
#include "ui/text.h"

#include "ui/plots/qcustomplot_library.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace salient::ui {

namespace {

QVector<double> vectorOf(const std::vector<double>& values) {
    return {values.begin(), values.end()};
}

/// A logarithmic axis has no place for what is not above 0.
double drawable(double value, bool logarithmic) {
    return logarithmic && value <= 0.0 ? qQNaN() : value;
}

/// One pixel: QCustomPlot draws wider lines many times slower.
QPen penOf(const ChartSeries& series, size_t place, const QPalette& palette) {
    if (series.role != SeriesRole::Numbered) {
        return {Theme::colors(palette).of(series.role), 1};
    }
    static constexpr std::array<Qt::PenStyle, 3> kDashes = {Qt::SolidLine, Qt::DashLine, Qt::DotLine};
    return {Theme::numbered(palette, place), 1, kDashes[place / 8 % kDashes.size()]};
}

void addErrors(QCPAxisRect& rect, QCPAbstractPlottable* of, const QColor& color, const QVector<double>& errors) {
    auto* bars = new QCPErrorBars(rect.axis(QCPAxis::atBottom), rect.axis(QCPAxis::atLeft)); // the plot owns it
    bars->removeFromLegend();
    bars->setDataPlottable(of);
    bars->setPen(QPen(color, 1));
    bars->setWhiskerWidth(5);
    bars->setSymbolGap(0);
    bars->setData(errors);
}

void drawGraph(QCPAxisRect& rect, const ChartSeries& series, bool logY, const QPen& pen) {
    const QColor color = pen.color();
    QCPGraph* graph = rect.parentPlot()->addGraph(rect.axis(QCPAxis::atBottom), rect.axis(QCPAxis::atLeft));
    graph->setPen(pen);
    graph->setName(text(series.name));
    if (series.kind == SeriesKind::Points) {
        graph->setLineStyle(QCPGraph::lsNone);
        const bool winner = series.role == SeriesRole::Winner;
        const double size = winner ? 9 : 5;
        graph->setScatterStyle(
            QCPScatterStyle(winner ? QCPScatterStyle::ssDisc : QCPScatterStyle::ssDiamond, color, color, size));
    } else if (series.kind == SeriesKind::Steps) {
        graph->setLineStyle(QCPGraph::lsStepCenter);
    } else if (series.x.size() < 60) {
        graph->setScatterStyle(QCPScatterStyle(QCPScatterStyle::ssDisc, color, color, 4));
    }
    QVector<double> y = vectorOf(series.y);
    std::transform(y.begin(), y.end(), y.begin(), [&](double value) { return drawable(value, logY); });
    graph->setData(vectorOf(series.x), y);
    if (!series.error.empty()) {
        addErrors(rect, graph, color, vectorOf(series.error));
    }
}

void drawBars(QCPAxisRect& rect, const ChartSeries& series, const ChartMarks& marks, const ThemeColors& colors,
              const QPalette& palette) {
    const auto add = [&](const QColor& fill, const QColor& line, const QString& name, auto wanted) {
        QVector<double> x;
        QVector<double> y;
        QVector<double> error;
        for (size_t i = 0; i < series.x.size(); ++i) {
            if (wanted(static_cast<int>(std::lround(series.x[i])))) {
                x.append(series.x[i]);
                y.append(series.y[i]);
                error.append(i < series.error.size() ? series.error[i] : 0.0);
            }
        }
        if (x.isEmpty()) {
            return;
        }
        auto* bars = new QCPBars(rect.axis(QCPAxis::atBottom), rect.axis(QCPAxis::atLeft)); // the plot owns it
        bars->setAntialiased(false);
        bars->setAntialiasedFill(false);
        bars->setWidth(0.8);
        bars->setBrush(fill);
        bars->setPen(QPen(line, 1));
        bars->setData(x, y);
        bars->setName(name);
        if (name.isEmpty()) {
            bars->removeFromLegend();
        }
        if (!series.error.empty()) {
            addErrors(rect, bars, palette.color(QPalette::WindowText), error);
        }
    };
    const auto roleOf = [&](int place) { return marks.roles.value(place, series.role); };
    bool named = false;
    for (const SeriesRole role : {series.role, SeriesRole::First, SeriesRole::Second, SeriesRole::Reference,
                                  SeriesRole::Winner, SeriesRole::Outlier}) {
        if (role == series.role && named) {
            continue;
        }
        const QColor color = colors.of(role);
        add(color, color, named ? QString() : text(series.name),
            [&](int place) { return roleOf(place) == role && !marks.selected.contains(place); });
        named = true;
    }
    const QColor chosen = palette.color(QPalette::WindowText);
    for (auto place = marks.selected.begin(); place != marks.selected.end(); ++place) {
        add(colors.of(roleOf(*place)), chosen, QString(), [&](int at) { return at == *place; });
    }
}

/// Words on a ground that lets the drawing behind them through a little.
QCPItemText* lineWords(QCPAxisRect& rect, const ChartLevel& line, const QColor& color, const QPalette& palette) {
    QCustomPlot* plot = rect.parentPlot();
    auto* label = new QCPItemText(plot); // the plot owns it
    label->setClipAxisRect(&rect);
    label->position->setAxisRect(&rect);
    label->position->setAxes(rect.axis(QCPAxis::atBottom), rect.axis(QCPAxis::atLeft));
    label->setText(text(line.name));
    label->setColor(color);
    QColor behind = palette.color(QPalette::Base);
    behind.setAlpha(190);
    label->setBrush(behind);
    label->setFont(plot->font());
    return label;
}

QCPItemStraightLine* straightLine(QCPAxisRect& rect, const QPen& pen) {
    auto* line = new QCPItemStraightLine(rect.parentPlot()); // the plot owns it
    line->setClipAxisRect(&rect);
    line->point1->setAxes(rect.axis(QCPAxis::atBottom), rect.axis(QCPAxis::atLeft));
    line->point2->setAxes(rect.axis(QCPAxis::atBottom), rect.axis(QCPAxis::atLeft));
    line->setPen(pen);
    return line;
}

/// After chooseRanges(): where the words stand follows from the range. `share`: of the width, where they begin.
void drawLevel(QCPAxisRect& rect, const ChartData& chart, const ChartLevel& level, const QColor& color, double share,
               const QPalette& palette) {
    QCPItemStraightLine* line = straightLine(rect, QPen(color, 1, Qt::DashLine));
    line->point1->setCoords(0, level.value);
    line->point2->setCoords(1, level.value);
    QCPItemText* label = lineWords(rect, level, color, palette);
    label->position->setTypeX(QCPItemPosition::ptAxisRectRatio);
    label->position->setTypeY(QCPItemPosition::ptPlotCoords);
    label->position->setCoords(share, level.value);
    // Above the line, where there is room for a line of text before the chart ends.
    const QCPRange& range = rect.axis(QCPAxis::atLeft)->range();
    const bool nearTop = !chart.logY && level.value > range.lower + 0.75 * range.size();
    label->setPositionAlignment((share < 0.5 ? Qt::AlignLeft : Qt::AlignRight) |
                                (nearTop ? Qt::AlignTop : Qt::AlignBottom));
}

void drawLimit(QCPAxisRect& rect, const ChartLevel& limit, const QPalette& palette) {
    const QColor color = Theme::colors(palette).outlier;
    QCPItemStraightLine* line = straightLine(rect, QPen(color, 2, Qt::DashLine));
    line->point1->setCoords(limit.value, 0);
    line->point2->setCoords(limit.value, 1);
    QCPItemText* label = lineWords(rect, limit, color, palette);
    label->position->setTypeX(QCPItemPosition::ptPlotCoords);
    label->position->setTypeY(QCPItemPosition::ptAxisRectRatio);
    label->position->setCoords(limit.value, 0.02);
    const QCPRange& range = rect.axis(QCPAxis::atBottom)->range();
    const bool right = limit.value > range.center();
    label->setPadding(QMargins(5, 0, 5, 0));
    label->setPositionAlignment((right ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignTop);
}

void chooseRanges(QCPAxisRect& rect, const ChartData& chart) {
    const AxisRange x = rangeOfX(chart);
    const AxisRange y = rangeOfY(chart);
    rect.axis(QCPAxis::atBottom)->setRange(x.low, x.high);
    rect.axis(QCPAxis::atLeft)->setRange(y.low, y.high);
}

} // namespace

void styleChart(QCPAxisRect& rect, const QPalette& palette) {
    const ThemeColors colors = Theme::colors(palette);
    const QColor words = palette.color(QPalette::WindowText);
    QCustomPlot* plot = rect.parentPlot();
    plot->setBackground(palette.color(QPalette::Base));
    for (QCPAxis* axis : rect.axes()) {
        axis->setBasePen(QPen(colors.reference, 1));
        axis->setTickPen(QPen(colors.reference, 1));
        axis->setSubTickPen(Qt::NoPen);
        axis->setTickLabelColor(words);
        axis->setLabelColor(words);
        QFont small = plot->font(); // names of axes have to fit low charts, in German too
        small.setPointSizeF(small.pointSizeF() * 0.85);
        axis->setLabelFont(small);
        axis->setTickLabelFont(plot->font());
        axis->grid()->setPen(QPen(colors.grid, 1, Qt::SolidLine));
        axis->grid()->setZeroLinePen(QPen(colors.grid, 1));
    }
    if (plot->legend != nullptr) {
        plot->legend->setBrush(palette.color(QPalette::Base));
        plot->legend->setBorderPen(Qt::NoPen);
        plot->legend->setTextColor(words);
        plot->legend->setFont(plot->font());
    }
}

void drawChart(QCPAxisRect& rect, const ChartData& chart, const ChartMarks& marks, const QPalette& palette) {
    const ThemeColors colors = Theme::colors(palette);
    QCPAxis* x = rect.axis(QCPAxis::atBottom);
    QCPAxis* y = rect.axis(QCPAxis::atLeft);
    x->setLabel(text(chart.xAxis));
    y->setLabel(text(chart.yAxis));
    x->setNumberFormat(QStringLiteral("g"));
    y->setNumberFormat(QStringLiteral("gb"));
    y->setNumberPrecision(6); // at 3, a tick at 5.225 would say 5.23
    setTickers(rect, chart);
    for (size_t i = 0; i < chart.series.size(); ++i) {
        const ChartSeries& series = chart.series[i];
        if (series.kind == SeriesKind::Bars) {
            drawBars(rect, series, marks, colors, palette);
        } else {
            drawGraph(rect, series, chart.logY, penOf(series, i, palette));
        }
    }
    chooseRanges(rect, chart);
    if (chart.level) { // on the left, where curves over ratios begin at or below the line
        drawLevel(rect, chart, *chart.level, colors.outlier, 0.01, palette);
    }
    if (chart.floor) {
        drawLevel(rect, chart, *chart.floor, palette.color(QPalette::WindowText), 0.99, palette);
    }
    if (chart.limit) {
        drawLimit(rect, *chart.limit, palette);
    }
}

} // namespace salient::ui
