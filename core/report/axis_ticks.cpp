// SPDX-License-Identifier: Apache-2.0
#include "core/report/axis_ticks.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace salient {

namespace {

/// Beyond it a range's width would not be a number any more.
constexpr double kLargest = 1e300;

/// Grows with the values it sees.
class Extent {
public:
    void see(double value) {
        if (std::isfinite(value)) {
            value = std::clamp(value, -kLargest, kLargest);
            m_low = std::min(m_low, value);
            m_high = std::max(m_high, value);
        }
    }
    bool any() const { return m_low <= m_high; }
    double low() const { return m_low; }
    double high() const { return m_high; }

private:
    double m_low = std::numeric_limits<double>::infinity();
    double m_high = -std::numeric_limits<double>::infinity();
};

/// With a margin on both sides, and never of no width.
AxisRange widened(const Extent& extent, double margin) {
    if (!extent.any()) {
        return {};
    }
    const double width = extent.high() - extent.low();
    // A single value gets room around it: a tenth of itself.
    const double around = extent.high() != 0.0 ? 0.1 * std::abs(extent.high()) : 0.5;
    const double by = std::max(width > 0.0 ? width * margin : around, 1e-300);
    AxisRange range{extent.low() - by, extent.high() + by};
    if (!(range.low < range.high)) {
        range.high = range.low + 1.0;
    }
    return range;
}

bool hasBars(const ChartData& chart) {
    return std::any_of(chart.series.begin(), chart.series.end(),
                       [](const ChartSeries& series) { return series.kind == SeriesKind::Bars; });
}

// Powers of ten, every `step`-th one, times each of `factors`.
std::vector<double> powers(const AxisRange& range, int step, std::initializer_list<double> factors) {
    const int first = static_cast<int>(std::floor(std::log10(range.low)));
    const int last = static_cast<int>(std::floor(std::log10(range.high) + 1e-9));
    std::vector<double> ticks;
    for (int decade = first; decade <= last; ++decade) {
        for (const double factor : factors) {
            if (decade % step == 0) {
                ticks.push_back(factor * std::pow(10.0, decade));
            }
        }
    }
    std::erase_if(ticks,
                  [&](double tick) { return tick < range.low * (1.0 - 1e-9) || tick > range.high * (1.0 + 1e-9); });
    return ticks;
}

std::vector<double> roundSteps(const AxisRange& range, int wanted) {
    const double rough = (range.high - range.low) / std::max(1, wanted);
    const double power = std::pow(10.0, std::floor(std::log10(rough)));
    const double factor = rough / power;
    const double step = power * (factor <= 1.0 ? 1.0 : factor <= 2.0 ? 2.0 : factor <= 5.0 ? 5.0 : 10.0);
    const double first = std::ceil(range.low / step - 1e-9);
    std::vector<double> ticks;
    for (int i = 0; i <= wanted + 1; ++i) {
        const double tick = (first + i) * step;
        if (tick > range.high + step * 1e-9) {
            break;
        }
        ticks.push_back(std::abs(tick) < step * 1e-9 ? 0.0 : tick);
    }
    return ticks;
}

} // namespace

double AxisRange::share(double value) const {
    if (!std::isfinite(value) || (logarithmic && value <= 0.0)) {
        return std::numeric_limits<double>::quiet_NaN();
    }
    const double place = std::clamp(value, -kLargest, kLargest);
    return logarithmic ? (std::log10(place) - std::log10(low)) / (std::log10(high) - std::log10(low))
                       : (place - low) / (high - low);
}

AxisRange rangeOfX(const ChartData& chart) {
    if (!chart.categories.empty()) {
        return {-0.6, static_cast<double>(chart.categories.size()) - 0.4};
    }
    Extent extent;
    for (const ChartSeries& series : chart.series) {
        std::for_each(series.x.begin(), series.x.end(), [&](double x) { extent.see(x); });
    }
    return widened(extent, 0.02);
}

AxisRange rangeOfY(const ChartData& chart) {
    Extent extent;
    const auto see = [&](double value) {
        if (!chart.logY || value > 0.0) {
            extent.see(value);
        }
    };
    for (const ChartSeries& series : chart.series) {
        for (size_t i = 0; i < series.y.size(); ++i) {
            const double error = i < series.error.size() && std::isfinite(series.error[i]) ? series.error[i] : 0.0;
            see(series.y[i] - error);
            see(series.y[i] + error);
        }
    }
    if (chart.floor) {
        see(chart.floor->value);
    }
    if (chart.level) {
        see(chart.level->value);
    }
    const bool bars = hasBars(chart) && !chart.logY;
    if (bars) {
        see(0.0);
    }
    if (chart.logY) {
        if (!extent.any()) {
            return {1.0, 10.0, true};
        }
        const double by = std::clamp(std::pow(extent.high() / extent.low(), 0.08), 1.1, 1.6);
        return {extent.low() / by, extent.high() * by, true};
    }
    AxisRange range = widened(extent, 0.08);
    if (bars && extent.low() >= 0.0) {
        range.low = 0.0;
    }
    return range;
}

std::vector<double> ticksOf(const AxisRange& range, int wanted) {
    if (!range.logarithmic) {
        return roundSteps(range, wanted);
    }
    std::vector<double> ticks = powers(range, 1, {1.0});
    if (ticks.size() < 2) {
        return roundSteps(range, wanted);
    }
    const auto most = static_cast<size_t>(std::max(1, wanted)) + 1;
    if (std::vector<double> between = powers(range, 1, {1.0, 2.0, 5.0}); between.size() <= most) {
        return between;
    }
    for (int step = 2; ticks.size() > most; ++step) {
        ticks = powers(range, step, {1.0});
    }
    return ticks;
}

} // namespace salient
