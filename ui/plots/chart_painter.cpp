// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/chart_painter.h"

#include "ui/text.h"

#include "ui/plots/qcustomplot_library.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace salient::ui {

namespace {

QColor colorOf(SeriesRole role, const ThemeColors& colors) {
    switch (role) {
    case SeriesRole::First:
        return colors.first;
    case SeriesRole::Second:
        return colors.second;
    case SeriesRole::Reference:
        return colors.reference;
    case SeriesRole::Winner:
        return colors.winner;
    case SeriesRole::Outlier:
        return colors.outlier;
    case SeriesRole::Numbered: // has the colour of its place, see penOf()
        break;
    }
    return colors.first;
}

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
        return {colorOf(series.role, Theme::colors(palette)), 1};
    }
    static constexpr std::array<Qt::PenStyle, 3> kDashes = {Qt::SolidLine, Qt::DashLine, Qt::DotLine};
    return {Theme::numbered(palette, place), 1, kDashes[place / 8 % kDashes.size()]};
}

void drawGraph(QCPAxisRect& rect, const ChartSeries& series, bool logY, const QPen& pen, ChartDetail detail) {
    const QColor color = pen.color();
    QCPGraph* graph = rect.parentPlot()->addGraph(rect.axis(QCPAxis::atBottom), rect.axis(QCPAxis::atLeft));
    graph->setPen(pen);
    graph->setName(text(series.name));
    if (series.kind == SeriesKind::Points) {
        graph->setLineStyle(QCPGraph::lsNone);
        const bool winner = series.role == SeriesRole::Winner;
        const double size = detail == ChartDetail::Thumbnail ? 4 : winner ? 9 : 5;
        graph->setScatterStyle(
            QCPScatterStyle(winner ? QCPScatterStyle::ssDisc : QCPScatterStyle::ssDiamond, color, color, size));
    } else if (series.kind == SeriesKind::Steps) {
        graph->setLineStyle(QCPGraph::lsStepCenter);
    } else if (series.x.size() < 60 && detail == ChartDetail::Full) {
        graph->setScatterStyle(QCPScatterStyle(QCPScatterStyle::ssDisc, color, color, 4));
    }
    QVector<double> y = vectorOf(series.y);
    std::transform(y.begin(), y.end(), y.begin(), [&](double value) { return drawable(value, logY); });
    graph->setData(vectorOf(series.x), y);
    if (!series.error.empty() && detail == ChartDetail::Full) {
        auto* errors = new QCPErrorBars(rect.axis(QCPAxis::atBottom), rect.axis(QCPAxis::atLeft)); // the plot owns it
        errors->removeFromLegend();
        errors->setDataPlottable(graph);
        errors->setPen(QPen(color, 1));
        errors->setData(vectorOf(series.error));
    }
}

void drawBars(QCPAxisRect& rect, const ChartSeries& series, const ChartMarks& marks, const ThemeColors& colors,
              const QPalette& palette) {
    const auto add = [&](const QColor& fill, const QColor& line, const QString& name, auto wanted) {
        QVector<double> x;
        QVector<double> y;
        for (size_t i = 0; i < series.x.size(); ++i) {
            if (wanted(static_cast<int>(std::lround(series.x[i])))) {
                x.append(series.x[i]);
                y.append(series.y[i]);
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
    };
    const auto roleOf = [&](int place) { return marks.roles.value(place, series.role); };
    bool named = false;
    for (const SeriesRole role : {series.role, SeriesRole::First, SeriesRole::Second, SeriesRole::Reference,
                                  SeriesRole::Winner, SeriesRole::Outlier}) {
        if (role == series.role && named) {
            continue;
        }
        const QColor color = colorOf(role, colors);
        add(color, color, named ? QString() : text(series.name),
            [&](int place) { return roleOf(place) == role && !marks.selected.contains(place); });
        named = true;
    }
    const QColor chosen = palette.color(QPalette::WindowText);
    for (auto place = marks.selected.begin(); place != marks.selected.end(); ++place) {
        add(colorOf(roleOf(*place), colors), chosen, QString(), [&](int at) { return at == *place; });
    }
}

void drawLevel(QCPAxisRect& rect, const ChartLevel& level, const ThemeColors& colors) {
    QCustomPlot* plot = rect.parentPlot();
    auto* line = new QCPItemStraightLine(plot); // the plot owns it
    line->setClipAxisRect(&rect);
    line->point1->setAxes(rect.axis(QCPAxis::atBottom), rect.axis(QCPAxis::atLeft));
    line->point2->setAxes(rect.axis(QCPAxis::atBottom), rect.axis(QCPAxis::atLeft));
    line->point1->setCoords(0, level.value);
    line->point2->setCoords(1, level.value);
    line->setPen(QPen(colors.outlier, 1, Qt::DashLine));
    auto* label = new QCPItemText(plot); // the plot owns it
    label->setClipAxisRect(&rect);
    label->position->setTypeX(QCPItemPosition::ptAxisRectRatio);
    label->position->setTypeY(QCPItemPosition::ptPlotCoords);
    label->position->setAxisRect(&rect);
    label->position->setAxes(rect.axis(QCPAxis::atBottom), rect.axis(QCPAxis::atLeft));
    label->position->setCoords(0.99, level.value);
    label->setPositionAlignment(Qt::AlignRight | Qt::AlignBottom);
    label->setText(text(level.name));
    label->setColor(colors.outlier);
    label->setFont(plot->font());
}

void chooseRanges(QCPAxisRect& rect, const ChartData& chart) {
    QCPAxis* x = rect.axis(QCPAxis::atBottom);
    QCPAxis* y = rect.axis(QCPAxis::atLeft);
    double left = 0, right = 1, low = 0, high = 1;
    bool any = false;
    bool bars = false;
    const auto see = [&](double value) {
        if (std::isfinite(value) && !(chart.logY && value <= 0.0)) {
            low = any ? std::min(low, value) : value;
            high = any ? std::max(high, value) : value;
            any = true;
        }
    };
    bool anyX = false;
    for (const ChartSeries& series : chart.series) {
        bars = bars || series.kind == SeriesKind::Bars;
        for (size_t i = 0; i < series.x.size(); ++i) {
            const double error = i < series.error.size() ? series.error[i] : 0.0;
            see(series.y[i] - error);
            see(series.y[i] + error);
            left = anyX ? std::min(left, series.x[i]) : series.x[i];
            right = anyX ? std::max(right, series.x[i]) : series.x[i];
            anyX = true;
        }
    }
    if (chart.level) {
        see(chart.level->value);
    }
    if (bars) {
        see(0.0);
    }
    if (!chart.categories.empty()) {
        left = -0.6;
        right = static_cast<double>(chart.categories.size()) - 0.4;
    }
    const double marginX = chart.categories.empty() ? 0.02 * std::max(right - left, 1e-12) : 0.0;
    x->setRange(left - marginX, right + marginX);
    if (chart.logY) {
        y->setScaleType(QCPAxis::stLogarithmic);
        y->setTicker(QSharedPointer<QCPAxisTickerLog>::create());
        y->setRange(low * 0.7, high * 1.6);
    } else {
        const double margin = 0.08 * std::max(high - low, std::abs(high) * 1e-3 + 1e-12);
        y->setRange(bars && low >= 0.0 ? 0.0 : low - margin, high + margin);
    }
}

/// How much of the front of all names is the same, up to a dot ("layers.").
size_t sameFront(const std::vector<std::string>& names) {
    std::string_view same = names.empty() ? std::string_view() : std::string_view(names.front());
    for (const std::string& name : names) {
        const auto differs = std::mismatch(same.begin(), same.end(), name.begin(), name.end());
        same = same.substr(0, static_cast<size_t>(differs.first - same.begin()));
    }
    return same.rfind('.') + 1; // 0 without a dot
}

/// Names of as many places as fit; QCustomPlot would write all over each other. What all names begin with is left out,
/// and in a low chart their middle.
class PlaceTicker : public QCPAxisTicker {
public:
    /// The plot outlives its tickers.
    PlaceTicker(const std::vector<std::string>& names, const QCustomPlot& plot) : m_plot(plot) {
        const size_t front = names.size() > 1 ? sameFront(names) : 0;
        for (const std::string& name : names) {
            m_names.append(text(std::string_view(name).substr(front)));
        }
    }

protected:
    double getTickStep(const QCPRange& range) override { return std::max(1.0, std::ceil(range.size() / 30.0)); }
    int getSubTickCount(double) override { return 0; }
    QString getTickLabel(double tick, const QLocale&, QChar, int) override {
        const int place = static_cast<int>(std::lround(tick));
        if (place < 0 || place >= m_names.size()) {
            return {};
        }
        const int longest = std::max(48, m_plot.height() * 2 / 5); // asked anew when the plot was resized
        return QFontMetrics(m_plot.font()).elidedText(m_names[place], Qt::ElideMiddle, longest);
    }

private:
    QStringList m_names;
    const QCustomPlot& m_plot;
};

} // namespace

void styleChart(QCPAxisRect& rect, const QPalette& palette, ChartDetail detail) {
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
        axis->setLabelFont(plot->font());
        axis->setTickLabelFont(plot->font());
        axis->grid()->setPen(QPen(colors.grid, 1, Qt::SolidLine));
        axis->grid()->setZeroLinePen(QPen(colors.grid, 1));
        if (detail == ChartDetail::Thumbnail) {
            axis->setTickLabels(false);
            axis->setTicks(false);
            axis->grid()->setVisible(false);
        }
    }
    if (plot->legend != nullptr) {
        QColor behind = palette.color(QPalette::Base);
        behind.setAlpha(200); // lines below the legend stay visible
        plot->legend->setBrush(behind);
        plot->legend->setBorderPen(QPen(colors.grid, 1));
        plot->legend->setTextColor(words);
        plot->legend->setFont(plot->font());
    }
}

void drawChart(QCPAxisRect& rect, const ChartData& chart, const ChartMarks& marks, const QPalette& palette,
               ChartDetail detail) {
    const ThemeColors colors = Theme::colors(palette);
    QCPAxis* x = rect.axis(QCPAxis::atBottom);
    QCPAxis* y = rect.axis(QCPAxis::atLeft);
    if (detail == ChartDetail::Full) {
        x->setLabel(text(chart.xAxis));
        y->setLabel(text(chart.yAxis));
        x->setNumberFormat(QStringLiteral("g"));
        y->setNumberFormat(QStringLiteral("gb"));
        y->setNumberPrecision(3);
        if (!chart.categories.empty()) {
            x->setTicker(QSharedPointer<PlaceTicker>::create(chart.categories, *rect.parentPlot()));
            x->setTickLabelRotation(chart.categories.size() > 6 ? -60 : 0);
        }
    }
    for (size_t i = 0; i < chart.series.size(); ++i) {
        const ChartSeries& series = chart.series[i];
        if (series.kind == SeriesKind::Bars) {
            drawBars(rect, series, marks, colors, palette);
        } else {
            drawGraph(rect, series, chart.logY, penOf(series, i, palette), detail);
        }
    }
    if (chart.level) {
        if (detail == ChartDetail::Full) {
            drawLevel(rect, *chart.level, colors);
        }
    }
    chooseRanges(rect, chart);
}

} // namespace salient::ui
