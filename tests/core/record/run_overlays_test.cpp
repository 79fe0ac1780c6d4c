// SPDX-License-Identifier: Apache-2.0
#include "core/record/run_overlays.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace salient {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

LayerQuantized layer(const std::string& module, double error, int bits = 4) {
    LayerQuantized event;
    event.module = module;
    event.bits = bits;
    event.relativeError = error;
    return event;
}

class RunOverlays : public testing::Test {
protected:
    RunOverlays() {
        m_first.apply(layer("model.layers.0.attn.q", 0.1));
        m_first.apply(layer("model.layers.0.attn.k", 0.2));
        m_first.apply(BlockFinished{0, 1.0, 0.5});
        m_first.apply(BlockFinished{1, 1.0, 0.7});
        m_second.apply(layer("model.layers.0.attn.k", 0.3));
        m_second.apply(layer("model.layers.0.attn.q", 0.0, 16));
        m_second.apply(layer("model.layers.1.attn.q", 0.4));
        m_second.apply(BlockFinished{0, 1.0, 0.0});
    }
    std::vector<NamedRun> runs() const { return {{"one", &m_first}, {"two", &m_second}}; }

    RunRecord m_first;
    RunRecord m_second;
};

TEST_F(RunOverlays, LayersStandAtTheSamePlaceInEveryRun) {
    const ChartData chart = overlayLayerErrors(runs());
    EXPECT_THAT(chart.categories, ElementsAre("0 q", "0 k", "1 q"));
    ASSERT_EQ(chart.series.size(), 2U);
    EXPECT_EQ(chart.series[0].name, "one");
    EXPECT_THAT(chart.series[0].x, ElementsAre(0, 1));
    EXPECT_THAT(chart.series[0].y, ElementsAre(0.1, 0.2));
}

TEST_F(RunOverlays, LayersInSixteenBitsAreGaps) {
    const ChartData chart = overlayLayerErrors(runs());
    EXPECT_THAT(chart.series[1].x, ElementsAre(1, 2));
    EXPECT_THAT(chart.series[1].y, ElementsAre(0.3, 0.4));
}

TEST_F(RunOverlays, SeriesAreNumberedSoThatAnyNumberOfRunsCanBeToldApart) {
    for (const ChartSeries& series : overlayLayerErrors(runs()).series) {
        EXPECT_EQ(series.role, SeriesRole::Numbered);
    }
}

TEST_F(RunOverlays, SummaryNamesTheBestAndTheWorstRun) {
    const std::string summary = overlayLayerErrors(runs()).summary;
    EXPECT_THAT(summary, HasSubstr("one has the lowest median, 0.2"));
    EXPECT_THAT(summary, HasSubstr("two the highest, 0.4"));
}

TEST_F(RunOverlays, RunsWithoutAHoldOutHaveNoBlockErrors) {
    const ChartData chart = overlayBlockErrors(runs());
    EXPECT_THAT(chart.series[0].y, ElementsAre(0.5, 0.7));
    EXPECT_TRUE(chart.series[1].y.empty());
    EXPECT_EQ(chart.summary, "") << "one measured run is not compared with anything";
}

TEST_F(RunOverlays, ErrorsThatAreNotNumbersDoNotCountInTheSummary) {
    m_second.apply(layer("model.c.q", std::numeric_limits<double>::quiet_NaN()));
    EXPECT_THAT(overlayLayerErrors(runs()).summary, HasSubstr("two the highest, 0.4"));
}

TEST(RunOverlaysWithoutRuns, AreEmptyCharts) {
    EXPECT_TRUE(overlayLayerErrors({}).empty());
    EXPECT_TRUE(overlayBlockErrors({}).empty());
}

} // namespace
} // namespace salient
