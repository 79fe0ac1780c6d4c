// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/chart_tickers.h"

#include "core/report/axis_ticks.h"
#include "ui/text.h"

#include "ui/plots/qcustomplot_library.h"

#include <algorithm>
#include <cmath>

namespace salient::ui {

namespace {

/// Names of as many places as fit; QCustomPlot would write all over each other.
class PlaceTicker : public QCPAxisTicker {
public:
    PlaceTicker(const QCPAxis& axis, const std::vector<std::string>& names) : m_axis(axis) {
        for (const std::string& name : names) {
            m_names.append(text(name));
        }
    }

protected:
    double getTickStep(const QCPRange& range) override {
        const QFontMetrics metrics(m_axis.tickLabelFont());
        int widest = 1;
        for (const QString& name : m_names) {
            widest = std::max(widest, metrics.horizontalAdvance(name));
        }
        // The width of the plot, since that of the axis rectangle is not known before the first drawing.
        constexpr double kOtherParts = 90.0;
        const double width = m_axis.parentPlot()->viewport().width() - kOtherParts;
        const double fit = std::max(1.0, std::floor(width / (widest + 10.0)));
        return std::max(1.0, std::ceil(range.size() / fit));
    }
    int getSubTickCount(double) override { return 0; }
    QString getTickLabel(double tick, const QLocale&, QChar, int) override {
        const int place = static_cast<int>(std::lround(tick));
        return place >= 0 && place < m_names.size() ? m_names[place] : QString();
    }

private:
    const QCPAxis& m_axis;
    QStringList m_names;
};

/// Numbers of things: there is nothing between block 1 and block 2.
class WholeTicker : public QCPAxisTicker {
protected:
    double getTickStep(const QCPRange& range) override {
        return std::max(1.0, std::ceil(QCPAxisTicker::getTickStep(range)));
    }
};

/// How many labels fit beside each other along the left axis; the height of the plot counts, since that of the axis
/// rectangle is not known before the first drawing.
double fittingLabels(const QCPAxis& axis) {
    constexpr double kOtherParts = 70.0;
    const double height = axis.parentPlot()->viewport().height() - kOtherParts;
    return std::max(1.0, std::floor(height / (1.3 * QFontMetrics(axis.tickLabelFont()).height())));
}

/// Round numbers as in a report, as many as have room for their labels, which are few in a low chart.
class RoundTicker : public QCPAxisTicker {
public:
    explicit RoundTicker(const QCPAxis& axis) : m_axis(axis) {}

protected:
    QVector<double> createTickVector(double /*tickStep*/, const QCPRange& range) override {
        constexpr int kMost = 5; // of even steps; powers of ten bring 2 and 5 between them where they fit
        const auto fitting = static_cast<int>(fittingLabels(m_axis));
        const bool logarithmic = m_axis.scaleType() == QCPAxis::stLogarithmic;
        const std::vector<double> ticks =
            ticksOf({range.lower, range.upper, logarithmic}, logarithmic ? fitting : std::clamp(fitting, 2, kMost));
        return {ticks.begin(), ticks.end()};
    }
    int getSubTickCount(double) override { return 0; }
    // QCustomPlot raises the exponent behind an "e" only, which German writes "E".
    QString getTickLabel(double tick, const QLocale& locale, QChar format, int precision) override {
        return QCPAxisTicker::getTickLabel(tick, locale, format, precision)
            .replace(locale.exponential(), QStringLiteral("e"));
    }

private:
    const QCPAxis& m_axis;
};

bool countsThings(const ChartData& chart) {
    return std::all_of(chart.series.begin(), chart.series.end(), [](const ChartSeries& series) {
        return std::all_of(series.x.begin(), series.x.end(), [](double x) { return x == std::floor(x); });
    });
}

} // namespace

void setTickers(QCPAxisRect& rect, const ChartData& chart) {
    QCPAxis* x = rect.axis(QCPAxis::atBottom);
    QCPAxis* y = rect.axis(QCPAxis::atLeft);
    if (!chart.categories.empty()) {
        x->setTicker(QSharedPointer<PlaceTicker>::create(*x, chart.categories));
    } else if (countsThings(chart)) {
        x->setTicker(QSharedPointer<WholeTicker>::create());
    } else {
        x->setTicker(QSharedPointer<QCPAxisTicker>::create());
    }
    y->setScaleType(chart.logY ? QCPAxis::stLogarithmic : QCPAxis::stLinear);
    y->setTicker(QSharedPointer<RoundTicker>::create(*y));
}

} // namespace salient::ui
