// SPDX-License-Identifier: Apache-2.0
#include "core/report/svg_chart.h"

#include "tests/support/markup_check.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <limits>
#include <regex>

namespace salient {
namespace {

using testing::HasSubstr;
using testing::Not;

constexpr const char* kHostile = "</text><script>alert('x')</script>\" & \xFF\x01";

ChartData everyKind(const std::string& word) {
    ChartData chart;
    chart.title = word + " title";
    chart.xAxis = word + " across";
    chart.yAxis = word + " up";
    chart.summary = word + " summary";
    chart.level = ChartLevel{2.5, word + " level"};
    chart.categories = {word + " a", word + " b", word + " c"};
    for (const SeriesKind kind : {SeriesKind::Line, SeriesKind::Points, SeriesKind::Steps, SeriesKind::Bars}) {
        chart.series.push_back({.name = word + " series", .kind = kind, .x = {0, 1, 2}, .y = {1.25, 3.5, 2.125}});
    }
    chart.series[0].error = {0.5, 0.25, 0};
    return chart;
}

size_t countOf(const std::string& text, const std::string& part) {
    size_t count = 0;
    for (size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) {
        ++count;
    }
    return count;
}

TEST(ChartToSvg, IsWellFormed) {
    EXPECT_EQ(markupProblem(chartToSvg(everyKind("plain"), {})), "");
    EXPECT_EQ(markupProblem(chartToSvg(everyKind("small"), {200, 110, SvgDetail::Thumbnail, "x"})), "");
    EXPECT_EQ(markupProblem(chartToSvg({}, {})), "");
}

TEST(ChartToSvg, EscapesHostileTexts) {
    const std::string svg = chartToSvg(everyKind(kHostile), {.id = "a\"b<c"});
    EXPECT_EQ(markupProblem(svg), "");
    EXPECT_THAT(svg, Not(HasSubstr("<script")));
}

TEST(ChartToSvg, HasTitleAndWordsForScreenReaders) {
    const std::string svg = chartToSvg(everyKind("plain"), {.id = "c7"});
    EXPECT_THAT(svg, HasSubstr("role=\"img\" aria-labelledby=\"c7-title c7-words\""));
    EXPECT_THAT(svg, HasSubstr("<title id=\"c7-title\">plain title</title>"));
    EXPECT_THAT(svg, HasSubstr("<desc id=\"c7-words\">plain summary</desc>"));
}

TEST(ChartToSvg, HasAxesLegendLevelAndErrorBars) {
    const std::string svg = chartToSvg(everyKind("plain"), {});
    for (const char* words : {">plain across<", ">plain up<", ">plain level<", ">plain a<", ">plain c<"}) {
        EXPECT_THAT(svg, HasSubstr(words));
    }
    EXPECT_EQ(countOf(svg, ">plain series</text>"), 4U) << "the legend";
    EXPECT_EQ(countOf(svg, "class=\"errors\""), 1U);
}

TEST(ChartToSvg, SaysTheValueOfEveryMark) {
    const std::string svg = chartToSvg(everyKind("plain"), {});
    EXPECT_EQ(countOf(svg, "plain b: 3.5 (plain series)"), 3U) << "a point of the line, a point, a bar";
}

TEST(ChartToSvg, PutsPointsWhereTheyBelong) {
    ChartData chart;
    chart.series.push_back({.name = "s", .kind = SeriesKind::Points, .x = {0, 1, 2}, .y = {0, 1, 2}});
    const std::string svg = chartToSvg(chart, {.width = 400, .height = 300});
    std::vector<double> x;
    std::vector<double> y;
    const std::regex circle(R"(cx="([0-9.]+)\" cy=\"([0-9.]+)\")");
    for (std::sregex_iterator at(svg.begin(), svg.end(), circle); at != std::sregex_iterator(); ++at) {
        x.push_back(std::stod((*at)[1]));
        y.push_back(std::stod((*at)[2]));
    }
    ASSERT_EQ(x.size(), 3U);
    EXPECT_NEAR(x[1] - x[0], x[2] - x[1], 0.11);
    EXPECT_NEAR(y[0] - y[1], y[1] - y[2], 0.11) << "up is more";
    EXPECT_GT(y[0], y[2]);
    EXPECT_LT(x[2], 400);
}

TEST(ChartToSvg, LeavesOutWhatIsNotFinite) {
    const double nan = std::numeric_limits<double>::quiet_NaN();
    const double infinite = std::numeric_limits<double>::infinity();
    ChartData chart;
    for (const SeriesKind kind : {SeriesKind::Line, SeriesKind::Points, SeriesKind::Steps, SeriesKind::Bars}) {
        chart.series.push_back({.name = "s",
                                .kind = kind,
                                .x = {0, 1, nan, 3, 4},
                                .y = {1, nan, 2, infinite, 3},
                                .error = {nan, 1, 1, 1, infinite}});
    }
    chart.series.push_back({.name = "s", .kind = SeriesKind::Steps, .x = {nan, 1, 2}, .y = {1, 2, 3}});
    chart.level = ChartLevel{nan, "no level"};
    const std::string svg = chartToSvg(chart, {});
    EXPECT_EQ(markupProblem(svg), "");
    EXPECT_THAT(svg, Not(HasSubstr("nan")));
    EXPECT_THAT(svg, Not(HasSubstr("inf")));
    EXPECT_THAT(svg, Not(HasSubstr("no level")));
}

TEST(ChartToSvg, BreaksALineWhereAPointIsMissing) {
    ChartData chart;
    chart.series.push_back({.name = "s", .x = {0, 1, 2}, .y = {1, std::numeric_limits<double>::quiet_NaN(), 2}});
    EXPECT_TRUE(std::regex_search(chartToSvg(chart, {}), std::regex("d=\"M[0-9. ]+M[0-9. ]+\"")));
}

TEST(ChartToSvg, LegendTellsNineNumberedSeriesApart) {
    ChartData chart;
    for (int i = 0; i < 9; ++i) {
        chart.series.push_back({.name = "s", .role = SeriesRole::Numbered, .x = {0, 1}, .y = {1, 2}});
    }
    const std::string svg = chartToSvg(chart, {});
    EXPECT_EQ(countOf(svg, "class=\"hue7\""), 2U) << "in the legend and as a line";
    EXPECT_EQ(countOf(svg, "class=\"hue0\""), 4U);
    EXPECT_EQ(countOf(svg, "stroke-dasharray=\"7 3\""), 2U) << "the ninth";
}

TEST(ChartToSvg, ManyPlacesKeepTheirNamesApart) {
    ChartData chart;
    chart.series.push_back({.name = "s", .kind = SeriesKind::Bars});
    for (int i = 0; i < 2000; ++i) {
        chart.categories.push_back("layers." + std::to_string(i) + std::string(80, 'x'));
        chart.series[0].x.push_back(i);
        chart.series[0].y.push_back(1);
    }
    const std::string svg = chartToSvg(chart, {});
    EXPECT_EQ(countOf(svg, "<rect x="), 2000U);
    EXPECT_LE(countOf(svg, "rotate(-60)"), 32U);
    EXPECT_THAT(svg, HasSubstr("…xxx"));
}

TEST(ChartToSvg, OnlyNamesThatWouldMeetAreSloped) {
    ChartData chart;
    chart.series.push_back({.name = "s", .x = {0, 1, 2, 3, 4, 5}, .y = {1, 2, 3, 2, 1, 2}});
    chart.categories = {"8", "16", "32", "64", "128", "256"};
    EXPECT_EQ(countOf(chartToSvg(chart, {}), "rotate("), 0U);
    chart.categories.back() = "model.layers.29.mlp.down_proj";
    EXPECT_EQ(countOf(chartToSvg(chart, {}), "rotate("), 6U);
    chart.series[0].x = {0, 1, 2, 3};
    chart.series[0].y = {1, 2, 3, 4};
    chart.categories.assign(4, "model.layers.0.self_attn.q_proj");
    EXPECT_EQ(countOf(chartToSvg(chart, {}), "rotate("), 4U) << "few, but long";
}

TEST(ChartStyle, HasNoLinksToElsewhere) {
    EXPECT_THAT(std::string(chartStyle()), Not(HasSubstr("url(")));
    EXPECT_THAT(std::string(chartStyle()), HasSubstr("prefers-color-scheme: dark"));
}

} // namespace
} // namespace salient
