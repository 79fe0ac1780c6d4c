// SPDX-License-Identifier: Apache-2.0
#include "core/record/sensitivity_charts.h"

#include "tests/core/record/made_record.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>

namespace salient {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::SizeIs;
using Measure = SensitivityView::Measure;
using Sweep = SensitivityView::Sweep;

/// The last set does as good as nothing, and less surely so than the others.
SensitivityRecord withANoisySet() {
    SensitivityRecord record = test::madeRecord();
    record.sets[2].alone.kl = {0.0004, -0.0003, 0.0002, -0.0002};
    return record;
}

TEST(SensitivityCharts, BarsAreTheMeansOfTheSweep) {
    const SensitivityRecord record = test::madeRecord();
    const std::vector<SetEffect> alone = setEffects(record, {}).sets;
    ASSERT_THAT(alone, SizeIs(3));
    EXPECT_NEAR(alone[0].value, 0.010, 1e-12);
    EXPECT_NEAR(alone[2].value, 0.001, 1e-12);
    EXPECT_GT(alone[0].error, alone[2].error);
    // What restoring gives back is the whole less what is left, window by window.
    const std::vector<SetEffect> restored = setEffects(record, {.sweep = Sweep::Restored}).sets;
    EXPECT_NEAR(restored[0].value, 0.010, 1e-12);
    const std::vector<SetEffect> perplexity = setEffects(record, {.measure = Measure::Perplexity}).sets;
    EXPECT_NEAR(perplexity[0].value, 100.0 * (std::exp(0.012) - 1.0), 1e-9);
}

TEST(SensitivityCharts, SetsWithinTheNoiseAreGreyAndSaidToBe) {
    const SensitivityRecord record = withANoisySet();
    EXPECT_THAT(withinNoise(record), ElementsAre(false, false, true));
    const ChartData chart = sensitivityBars(record, {});
    ASSERT_THAT(chart.series, SizeIs(2));
    EXPECT_THAT(chart.series[0].x, ElementsAre(0.0, 1.0));
    EXPECT_THAT(chart.series[1].x, ElementsAre(2.0));
    EXPECT_EQ(chart.series[1].role, SeriesRole::Reference);
    EXPECT_THAT(chart.series[0].error, SizeIs(2));
    ASSERT_TRUE(chart.floor.has_value());
    EXPECT_LT(chart.series[1].y[0], chart.floor->value);
    EXPECT_GT(chart.series[0].y[1], chart.floor->value);
    EXPECT_THAT(chart.summary, HasSubstr("1 of 3"));
    EXPECT_THAT(chartToCsv(chart), HasSubstr(",±"));
}

TEST(SensitivityCharts, SortedBarsKeepTheirSets) {
    SensitivityRecord record = test::madeRecord();
    std::swap(record.sets[0], record.sets[2]);
    const std::vector<SetEffect> effects = setEffects(record, {.sorted = true}).sets;
    ASSERT_THAT(effects, SizeIs(3));
    EXPECT_EQ(effects[0].set, 2U);
    EXPECT_EQ(effects[2].set, 0U);
    EXPECT_THAT(sensitivityBars(record, {.sorted = true}).categories, ElementsAre("0 qkv", "1 qkv", "2 qkv"));
}

TEST(SensitivityCharts, ASweepThatWasNotMadeHasNoBars) {
    SensitivityRecord record = test::madeRecord();
    for (SensitivitySet& set : record.sets) {
        set.restored = {};
    }
    EXPECT_TRUE(sensitivityBars(record, {.sweep = Sweep::Restored}).empty());
    EXPECT_THAT(withinNoise(record), ElementsAre(false, false, false));
    record.sets[0].alone = {};
    EXPECT_TRUE(sensitivityBars(record, {}).empty());
}

TEST(SensitivityCharts, OneWindowHasNoFloorToDraw) {
    SensitivityRecord record = test::madeRecord();
    record.windows = 1;
    record.originalLoss.resize(1);
    const auto first = [](WindowEffect& effect) {
        effect.kl.resize(1);
        effect.loss.resize(1);
    };
    first(record.quantized);
    for (SensitivitySet& set : record.sets) {
        first(set.alone);
        first(set.restored);
    }
    const ChartData chart = sensitivityBars(record, {});
    EXPECT_FALSE(chart.floor.has_value());
    EXPECT_THAT(withinNoise(record), ElementsAre(true, true, true)); // nothing can be told from nothing
}

} // namespace
} // namespace salient
