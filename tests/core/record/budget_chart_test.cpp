// SPDX-License-Identifier: Apache-2.0
#include "core/record/budget_chart.h"

#include "tests/core/record/made_record.h"
#include "tests/support/error_code.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

namespace salient {
namespace {

using testing::ElementsAre;
using testing::SizeIs;

const ChartSeries& named(const ChartData& chart, const std::string& name) {
    const auto found = std::find_if(chart.series.begin(), chart.series.end(),
                                    [&](const ChartSeries& series) { return series.name == name; });
    EXPECT_NE(found, chart.series.end()) << name;
    return found == chart.series.end() ? chart.series.front() : *found;
}

TEST(BudgetChart, RangeIsThatOfTheOptionsAndPins) {
    const SensitivityRecord record = test::madeRecord();
    EXPECT_NEAR(budgetRange(record, {}).first, 8.0 * 3 * 560 / 3000, 1e-12);
    EXPECT_NEAR(budgetRange(record, {}).second, 16.0, 1e-12);
    BudgetRequest pinned;
    pinned.pins[record.sets[1].name] = 16;
    pinned.bits = {4, 8};
    EXPECT_NEAR(budgetRange(record, pinned).first, 8.0 * (2 * 560 + 2000) / 3000, 1e-12);
    EXPECT_NEAR(budgetRange(record, pinned).second, 8.0 * (2 * 1060 + 2000) / 3000, 1e-12);
    // The smallest size can be chosen, one byte less cannot.
    BudgetRequest request;
    request.targetBytes = bytesOfBits(record, budgetRange(record, {}).first);
    EXPECT_THAT(chooseBits(record, request).bits, ElementsAre(4, 4, 4));
    --*request.targetBytes;
    EXPECT_EQ(codeOf([&] { chooseBits(record, request); }), "budget.too_small");
}

TEST(BudgetChart, SizesAreTheSameInBitsAndInBytes) {
    const SensitivityRecord record = test::madeRecord();
    EXPECT_EQ(bytesOfBits(record, 4.48), 10'000 + 3 * 560);
    EXPECT_NEAR(bitsOfBytes(record, 10'000 + 3 * 560), 4.48, 1e-12);
    const BudgetView megabytes{BudgetView::Size::Megabytes, BudgetView::Quality::Kl};
    EXPECT_NEAR(onSizeAxis(record, megabytes, 4.48), 0.01168, 1e-12);
    EXPECT_NEAR(bitsAtSize(record, megabytes, 0.01168), 4.48, 1e-9);
    EXPECT_EQ(bitsAtSize(record, {}, 5.5), 5.5);
}

TEST(BudgetChart, TheCurveFallsFromWhatWasMeasuredToNothing) {
    const SensitivityRecord record = test::madeRecord();
    const std::vector<BudgetAnswer> curve = budgetCurve(record, {}, 30);
    ASSERT_GE(curve.size(), 4U);
    EXPECT_THAT(curve.front().bits, ElementsAre(4, 4, 4));
    EXPECT_NEAR(curve.front().kl.mean, 0.016, 1e-12);
    EXPECT_THAT(curve.back().bits, ElementsAre(16, 16, 16));
    EXPECT_EQ(curve.back().kl.mean, 0.0);
    for (size_t i = 1; i < curve.size(); ++i) {
        EXPECT_GT(curve[i].setBytes, curve[i - 1].setBytes);
        EXPECT_LE(curve[i].kl.mean, curve[i - 1].kl.mean);
    }
}

TEST(BudgetChart, RunsChoiceAndBudgetHaveTheirPlaces) {
    const SensitivityRecord record = test::madeRecord();
    BudgetPoints points;
    points.runs = {{.name = "a", .bytes = 12'000, .kl = 0.03, .increase = 4.0},
                   {.name = "not measured", .bytes = 12'500, .kl = {}, .increase = {}}};
    points.measured = {{.name = "b", .bytes = 11'680, .kl = 0.016, .increase = {}, .klError = 0.001}};
    BudgetRequest request;
    request.targetBits = 6.0;
    points.choice = chooseBits(record, request);
    points.limit = 6.0;
    const ChartData chart = budgetChart(record, budgetCurve(record, {}, 30), points, {});
    EXPECT_THAT(named(chart, "runs, each on its hold-out").y, ElementsAre(0.03));
    EXPECT_NEAR(named(chart, "runs, each on its hold-out").x[0], 8.0 * 2000 / 3000, 1e-12);
    EXPECT_NEAR(named(chart, "measured on this text").error[0], 1.96 * 0.001, 1e-12);
    EXPECT_NEAR(named(chart, "this choice").y[0], points.choice->kl.mean, 1e-12);
    ASSERT_TRUE(chart.limit.has_value());
    EXPECT_EQ(chart.limit->value, 6.0);
    EXPECT_LE(named(chart, "this choice").x[0], chart.limit->value);
    const BudgetView perplexity{BudgetView::Size::Megabytes, BudgetView::Quality::Perplexity};
    const ChartData other = budgetChart(record, {}, points, perplexity);
    EXPECT_THAT(named(other, "runs, each on its hold-out").x, ElementsAre(0.012));
    EXPECT_THAT(named(other, "runs, each on its hold-out").y, ElementsAre(4.0));
    EXPECT_FALSE(chart.summary.empty());
}

} // namespace
} // namespace salient
