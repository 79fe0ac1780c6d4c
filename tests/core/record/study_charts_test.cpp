// SPDX-License-Identifier: Apache-2.0
#include "core/record/study_charts.h"

#include "tests/core/record/made_study.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>

namespace salient {
namespace {

using testing::DoubleNear;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;

TEST(SizeQualityChart, HasALinePerMethodOfItsBestCalibratedSettings) {
    StudyRecord record = test::madeStudy();
    record.entries.push_back(test::madeEntry({"awq", 3, 32, "/t/a.txt", 16, 1}, 3.4, 3.5));
    const ChartData chart = sizeQualityChart(record, {});
    ASSERT_THAT(chart.series, SizeIs(2));
    EXPECT_EQ(chart.series[0].name, "awq"); // begins with the smallest size
    EXPECT_THAT(chart.series[0].x, ElementsAre(3.5, 4.5));
    EXPECT_THAT(chart.series[0].y,
                ElementsAre(DoubleNear(std::exp(3.4), 1e-9),
                            DoubleNear((std::exp(3.11) + std::exp(3.13)) / 2.0, 1e-9))); // 16 samples, both seeds
    EXPECT_EQ(chart.series[1].name, "rtn");
    EXPECT_THAT(chart.series[1].error, ElementsAre(DoubleNear(1.96 * std::exp(3.3) * 0.01 / std::sqrt(3.0), 1e-9)));
    ASSERT_TRUE(chart.level);
    EXPECT_NEAR(chart.level->value, std::exp(3.0), 1e-9);
    EXPECT_THAT(chart.summary, HasSubstr("awq 4 bits g32"));
}

TEST(SizeQualityChart, ShowsMegabytesAndKlWhereThatIsAsked) {
    const StudyView view{StudyView::Size::Megabytes, StudyView::Quality::Kl};
    const ChartData chart = sizeQualityChart(test::madeStudy(), view);
    EXPECT_THAT(chart.series[1].x, ElementsAre(DoubleNear(4.6, 1e-9)));
    EXPECT_THAT(chart.series[1].y, ElementsAre(DoubleNear(0.11, 1e-9)));
    EXPECT_FALSE(chart.level); // of the original it is 0
}

TEST(SizeQualityChart, IsLogarithmicWhereEverySettingHasItsPlace) {
    const StudyView view{StudyView::Size::Megabytes, StudyView::Quality::Kl};
    StudyRecord record = test::madeStudy();
    EXPECT_TRUE(sizeQualityChart(record, view).logY);
    std::ranges::fill(record.entries.front().kl, 0.0);
    EXPECT_FALSE(sizeQualityChart(record, view).logY);
}

TEST(SizeQualityChart, OneWindowHasNoBars) {
    StudyRecord record = test::madeStudy();
    record.entries.resize(1);
    record.entries[0].loss.resize(1);
    EXPECT_THAT(sizeQualityChart(record, {}).series[0].error, ElementsAre(0.0));
}

TEST(SizeQualityChart, IsEmptyBeforeTheFirstSetting) {
    StudyRecord record = test::madeStudy();
    record.entries.clear();
    EXPECT_TRUE(sizeQualityChart(record, {}).empty());
}

TEST(CalibrationSizeChart, ShowsMeanAndSpreadOverSeeds) {
    const ChartData chart = calibrationSizeChart(test::madeStudy(), {});
    EXPECT_THAT(chart.categories, ElementsAre("8", "16"));
    ASSERT_THAT(chart.series, SizeIs(2));
    EXPECT_EQ(chart.series[0].name, "awq 4 bits g32");
    EXPECT_THAT(chart.series[0].x, ElementsAre(0.0, 1.0));
    const double a = std::exp(3.11);
    const double b = std::exp(3.13);
    EXPECT_THAT(chart.series[0].y, ElementsAre(DoubleNear(std::exp(3.2), 1e-9), DoubleNear((a + b) / 2.0, 1e-9)));
    EXPECT_THAT(chart.series[0].error, ElementsAre(0.0, DoubleNear((b - a) / std::sqrt(2.0), 1e-9)));
    EXPECT_THAT(chart.summary, HasSubstr("with 8 samples"));
    EXPECT_THAT(chart.summary, HasSubstr("standard deviation"));
}

TEST(CalibrationSizeChart, WhatNeedsNoSamplesIsALevelLine) {
    const ChartData chart = calibrationSizeChart(test::madeStudy(), {});
    const ChartSeries& rtn = chart.series.back();
    EXPECT_EQ(rtn.name, "rtn 4 bits g32");
    EXPECT_EQ(rtn.role, SeriesRole::Reference);
    EXPECT_THAT(rtn.x, ElementsAre(0.0, 1.0));
    EXPECT_EQ(rtn.y[0], rtn.y[1]);
}

TEST(CalibrationSizeChart, OneSeedHasNoBars) {
    StudyRecord record = test::madeStudy();
    std::erase_if(record.entries, [](const StudyEntry& entry) { return entry.setting.seed == 2; });
    const ChartData chart = calibrationSizeChart(record, {});
    EXPECT_THAT(chart.series[0].error, ElementsAre(0.0, 0.0));
    EXPECT_THAT(chart.summary, Not(HasSubstr("standard deviation")));
}

TEST(CalibrationSizeChart, OneNumberOfSamplesIsNoCurve) {
    StudyRecord record = test::madeStudy();
    std::erase_if(record.entries, [](const StudyEntry& entry) { return entry.setting.samples == 8; });
    EXPECT_THAT(calibrationSizeChart(record, {}).series, IsEmpty());
}

} // namespace
} // namespace salient
