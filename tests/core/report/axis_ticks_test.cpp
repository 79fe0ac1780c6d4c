// SPDX-License-Identifier: Apache-2.0
#include "core/report/axis_ticks.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <limits>

namespace salient {
namespace {

using testing::DoubleNear;
using testing::ElementsAre;
using testing::Pointwise;

ChartData lineOf(std::vector<double> y) {
    ChartData chart;
    ChartSeries series;
    for (size_t i = 0; i < y.size(); ++i) {
        series.x.push_back(static_cast<double>(i));
    }
    series.y = std::move(y);
    chart.series.push_back(series);
    return chart;
}

TEST(TicksOf, AreRoundNumbersWithinTheRange) {
    EXPECT_THAT(ticksOf({0.03, 1.0}, 6), Pointwise(DoubleNear(1e-12), {0.2, 0.4, 0.6, 0.8, 1.0}));
    EXPECT_THAT(ticksOf({-3, 4}, 4), Pointwise(DoubleNear(1e-12), {-2.0, 0.0, 2.0, 4.0}));
    EXPECT_THAT(ticksOf({0, 1.2e-5}, 3), Pointwise(DoubleNear(1e-18), {0.0, 5e-6, 1e-5}));
}

TEST(TicksOf, AreDecadesOnALogarithmicAxis) {
    EXPECT_THAT(ticksOf({0.7, 1600, true}, 6), ElementsAre(1, 10, 100, 1000));
    EXPECT_THAT(ticksOf({0.7, 1600, true}, 2), ElementsAre(1, 100));
    EXPECT_LE(ticksOf({1e-200, 1e200, true}, 6).size(), 8U);
}

TEST(TicksOf, HaveTwoAndFiveBetweenFewDecades) {
    EXPECT_THAT(ticksOf({0.009, 1.9, true}, 6), Pointwise(DoubleNear(1e-12), {0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1.0}));
}

TEST(TicksOf, AreRoundStepsWhenThereIsOneDecade) {
    EXPECT_GE(ticksOf({2, 9, true}, 6).size(), 3U);
}

TEST(TicksOf, StayFewInAbsurdRanges) {
    for (const auto& range :
         {AxisRange{-1e300, 1e300}, AxisRange{1.0, std::nextafter(1.0, 2.0)}, AxisRange{0, 1e-300}}) {
        EXPECT_LE(ticksOf(range, 6).size(), 8U);
    }
}

TEST(RangeOfY, HasAMarginAndHoldsTheLevel) {
    ChartData chart = lineOf({1, 2});
    chart.level = ChartLevel{5, "limit"};
    const AxisRange range = rangeOfY(chart);
    EXPECT_LT(range.low, 1);
    EXPECT_GT(range.high, 5);
}

TEST(RangeOfY, BarsBeginAtNothing) {
    ChartData chart = lineOf({1, 2});
    chart.series[0].kind = SeriesKind::Bars;
    EXPECT_EQ(rangeOfY(chart).low, 0);
}

TEST(RangeOfY, HoldsErrorBars) {
    ChartData chart = lineOf({1, 2});
    chart.series[0].error = {0.1, 3};
    EXPECT_LT(rangeOfY(chart).low, -1);
    EXPECT_GT(rangeOfY(chart).high, 5);
}

TEST(RangeOfY, LeavesOutWhatHasNoPlaceOnALogarithmicAxis) {
    ChartData chart = lineOf({0, -5, 10, 1000});
    chart.logY = true;
    const AxisRange range = rangeOfY(chart);
    EXPECT_GT(range.low, 5);
    EXPECT_TRUE(std::isnan(range.share(0)));
    EXPECT_NEAR(range.share(100), 0.5, 0.1);
}

TEST(RangeOfY, IsARangeWhateverTheValues) {
    const double infinite = std::numeric_limits<double>::infinity();
    for (const std::vector<double>& values :
         {std::vector<double>{}, {5}, {0, 0}, {infinite, -infinite}, {1.7e308, -1.7e308}, {5e-324, 1e-323}}) {
        const AxisRange range = rangeOfY(lineOf(values));
        EXPECT_LT(range.low, range.high);
        EXPECT_TRUE(std::isfinite(range.high - range.low));
    }
}

TEST(RangeOfX, HasRoomAroundASingleValue) {
    ChartData chart = lineOf({7});
    for (const double x : {-40.0, 0.0, 4.25}) {
        chart.series[0].x = {x};
        EXPECT_LT(rangeOfX(chart).low, x - 0.4);
        EXPECT_GT(rangeOfX(chart).high, x + 0.4);
    }
    EXPECT_NEAR(rangeOfY(chart).low, 6.3, 1e-9);
}

TEST(RangeOfX, GivesEveryPlaceAWidth) {
    ChartData chart;
    chart.categories = {"a", "b"};
    EXPECT_EQ(rangeOfX(chart).low, -0.6);
    EXPECT_EQ(rangeOfX(chart).high, 1.6);
}

} // namespace
} // namespace salient
