// SPDX-License-Identifier: Apache-2.0
#include "core/report/html_report.h"

#include "core/record/run_charts.h"
#include "core/report/markup.h"
#include "tests/core/record/made_record.h"
#include "tests/support/markup_check.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fmt/format.h>

namespace salient {
namespace {

using testing::HasSubstr;
using testing::Not;

constexpr const char* kHostile = "</title></style><img src=x onerror=alert(1)>\"'&\xFE";

/// A run of `blocks` blocks with two linears, one search and one group of channels each; `word` in every text.
StoredRun madeRun(int64_t blocks, const std::string& word) {
    StoredRun run;
    run.folder = "/runs/" + word;
    run.recipe = R"({"model":"/m","calibration":{"samples":8},"marks":[{"module":"a","bits":16}]})";
    run.result = R"({"bytes_before":2000,"bytes_after":1000,"holdout":{"perplexity_before":4,"perplexity_after":5,
        "mean_kl":0.125},"time":{"seconds":3},"layers":[{"module":"unlisted"}]})";
    run.notes = word + " note";
    run.problems = {word + " problem"};
    RunRecord& record = run.record;
    record.apply(Started{"quantize", word, "", "", word + " device", blocks, 0, 0});
    record.apply(IssueFound{{Severity::Warning, "w", word + " issue"}});
    record.apply(CalibrationReady{8, 64, 512, 2, 3, 1, {word + " skipped"}, "abc123", {word + " note"}});
    for (int64_t block = 0; block < blocks; ++block) {
        const std::string group = "attn." + word + "+attn.k";
        record.apply(ChannelMagnitudes{block, group, 4, {1, 2, 3, 4.5F}, {3}, {4.5F}});
        record.apply(ScaleCandidate{block, group, 0, "identity", 0, 2.5, "gram"});
        record.apply(ScaleCandidate{block, group, 1, "activation", 0.5, 1.75, "gram"});
        record.apply(ScaleChosen{block, group, "norm", 1, "activation", 0.5, 1.75, 2.5, "gram", 1});
        for (const std::string& name : {word, std::string("k")}) {
            LayerQuantized layer;
            layer.block = block;
            layer.module = fmt::format("model.layers.{}.attn.{}", block, name);
            layer.bits = 4;
            layer.relativeError = 0.001 * static_cast<double>(block + 1) + (name == "k" ? 0.0005 : 0.0);
            layer.rtnRelativeError = layer.relativeError * 1.5;
            layer.sqnrDb = 30;
            layer.histogramMin = -1;
            layer.histogramMax = 1;
            layer.histogramBefore = {1, 20, 300, 7};
            layer.histogramAfter = {2, 19, 301, 6};
            record.apply(layer);
        }
        record.apply(BlockFinished{block, 1, 0.01});
    }
    record.apply(PerplexityUpdate{1, 2, 4.75, 0.25});
    record.apply(Finished{run.result});
    return run;
}

void expectNumbersOf(const ChartData& chart, const std::string& html) {
    ASSERT_FALSE(chart.empty());
    const size_t begin = html.find("<summary>Numbers: " + escapeMarkup(chart.title));
    ASSERT_NE(begin, std::string::npos) << chart.title;
    const std::string table = html.substr(begin, html.find("</details>", begin) - begin);
    for (const ChartSeries& series : chart.series) {
        for (const double y : series.y) {
            EXPECT_THAT(table, HasSubstr("<td>" + markupNumber(y) + "</td>")) << chart.title << ", " << series.name;
        }
    }
}

TEST(HtmlReportTest, AMeasuredRunShowsWhatItsLayersCost) {
    StoredRun run = madeRun(1, "plain");
    EXPECT_THAT(htmlReport(run).html, Not(HasSubstr("<h2>Sensitivity</h2>")));
    const int64_t before = htmlReport(run).charts;
    run.sensitivity = test::madeRecord();
    const HtmlReport report = htmlReport(run);
    EXPECT_EQ(report.charts, before + 3);
    EXPECT_THAT(report.html, HasSubstr("<h2>Sensitivity</h2>"));
    EXPECT_THAT(report.html, HasSubstr("4 windows of 64 tokens of /m/text.txt"));
    EXPECT_THAT(report.html, HasSubstr("class=\"errors\""));
}

TEST(HtmlReportTest, IsWellFormed) {
    EXPECT_EQ(markupProblem(htmlReport(madeRun(4, "q")).html), "");
}

TEST(HtmlReportTest, HoldsEveryNumberOfEveryChart) {
    const StoredRun run = madeRun(4, "q");
    const std::string html = htmlReport(run).html;
    expectNumbersOf(layerErrors(run.record), html);
    expectNumbersOf(layerSqnr(run.record), html);
    expectNumbersOf(blockErrors(run.record), html);
    expectNumbersOf(runningPerplexity(run.record), html);
    for (const SearchRecord& search : run.record.searches()) {
        expectNumbersOf(lossOverRatio(search), html);
    }
    expectNumbersOf(weightHistogram(run.record.layers().back().layer), html);
    expectNumbersOf(channelMagnitudes(run.record.channels().back()), html);
}

TEST(HtmlReportTest, DrawsThreeWorstLayersAndTheirGroupsOnce) {
    const HtmlReport report = htmlReport(madeRun(4, "q"));
    // errors, SQNR, blocks, perplexity; three histograms; the groups of blocks 3 and 2; four searches
    EXPECT_EQ(report.charts, 4 + 3 + 2 + 4);
    EXPECT_THAT(report.html, HasSubstr("Weights of model.layers.3.attn.k"));
    EXPECT_THAT(report.html, HasSubstr("Weights of model.layers.3.attn.q"));
    EXPECT_THAT(report.html, HasSubstr("Weights of model.layers.2.attn.k"));
    EXPECT_THAT(report.html, Not(HasSubstr("Weights of model.layers.0")));
}

TEST(HtmlReportTest, SaysWhatWasAskedAndWhatCameOfIt) {
    const std::string html = htmlReport(madeRun(1, "q")).html;
    for (const char* words :
         {"<h1>q</h1>", "2.0 kB → 1.0 kB (-50.0 %)", "4 → 5 (+25.0 %)", "0.125", "calibration · samples",
          "8 of 64 tokens", "abc123", "Warning: q issue", "q problem", "q note", "q skipped", "q device"}) {
        EXPECT_THAT(html, HasSubstr(words));
    }
    EXPECT_THAT(html, Not(HasSubstr("unlisted"))) << "layers are charts";
}

TEST(HtmlReportTest, EscapesEveryTextOfTheRun) {
    const std::string html = htmlReport(madeRun(2, kHostile)).html;
    EXPECT_EQ(markupProblem(html), "");
    EXPECT_THAT(html, Not(HasSubstr("<img")));
}

TEST(HtmlReportTest, EscapesHostileJson) {
    StoredRun run = madeRun(1, "q");
    run.recipe = R"({"</table><b>":"<i>","deep":{"<u>":["<s>"]}})";
    run.result = R"({"<b>":"<i>","holdout":{"protocol":"<script>"}})";
    const std::string html = htmlReport(run).html;
    EXPECT_EQ(markupProblem(html), "");
    EXPECT_THAT(html, Not(HasSubstr("<script")));
}

TEST(HtmlReportTest, NeedsNothingFromElsewhere) {
    const std::string html = htmlReport(madeRun(2, "q")).html;
    for (const char* words : {"<script", "<link", "<img", "src=", "href=", "url(", "@import", "javascript:"}) {
        EXPECT_THAT(html, Not(HasSubstr(words)));
    }
}

TEST(HtmlReportTest, SaysHowAFailedRunEnded) {
    StoredRun run = madeRun(1, "q");
    run.record.apply(Failed{"memory.exhausted", "No memory is left.", 3});
    EXPECT_THAT(htmlReport(run).html, HasSubstr("<p class=\"state\">Failed. No memory is left.</p>"));
}

TEST(HtmlReportTest, AnEmptyRunIsAPageToo) {
    StoredRun run;
    run.folder = "/runs/empty/";
    const HtmlReport report = htmlReport(run);
    EXPECT_EQ(markupProblem(report.html), "");
    EXPECT_EQ(report.charts, 0);
    EXPECT_THAT(report.html, HasSubstr("<h1>empty</h1>"));
    EXPECT_THAT(report.html, HasSubstr("Not finished"));
}

} // namespace
} // namespace salient
