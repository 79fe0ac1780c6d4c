// SPDX-License-Identifier: Apache-2.0
#include "core/record/run_charts.h"

#include "core/record/chart_texts.h"
#include "core/record/chart_words.h"

#include <algorithm>
#include <cmath>

namespace salient {

using namespace chart_text;

namespace {

void addPoint(ChartSeries& series, double x, double y) {
    series.x.push_back(x);
    series.y.push_back(y);
}

std::string searchSummary(const SearchRecord& search, double lowest, const ChartWords& words) {
    if (!search.chosen) {
        return sayInWords(words, kLossRunning, search.candidates.size(), lowest);
    }
    const ScaleChosen& chosen = *search.chosen;
    if (chosen.kind == "identity" || chosen.identityLoss <= 0.0) {
        return words(kLossIdentity);
    }
    return sayInWords(words, kLossGain, chosen.ratio, 100.0 * (1.0 - chosen.loss / chosen.identityLoss));
}

} // namespace

ChartData lossOverRatio(const SearchRecord& search, const ChartWords& words) {
    ChartData chart;
    chart.title = sayInWords(words, kLossTitle, search.block, search.group);
    chart.xAxis = words(kRatioAxis);
    chart.yAxis = words(kLossAxis);
    ChartSeries activation{.name = words(kActivationSeries), .role = SeriesRole::First};
    ChartSeries duo{.name = words(kDuoSeries), .role = SeriesRole::Second};
    // A search may rank by one objective and decide by another, whose losses are on another scale. Lines show the one
    // that saw the whole grid, unless the choice was made on it alone.
    const std::string ranked = search.candidates.empty() ? "" : search.candidates.front().objective;
    double lowest = 0.0;
    std::optional<double> identity;
    for (const SearchRecord::Candidate& one : search.candidates) {
        if (!std::isfinite(one.loss)) {
            continue;
        }
        lowest = lowest == 0.0 ? one.loss : std::min(lowest, one.loss);
        if (one.objective != ranked) {
            continue;
        }
        if (one.kind == "identity") {
            identity = one.loss;
        } else {
            addPoint(one.kind == "duo" ? duo : activation, one.ratio, one.loss);
        }
    }
    for (ChartSeries* series : {&activation, &duo}) {
        if (!series->x.empty()) {
            chart.series.push_back(std::move(*series));
        }
    }
    if (identity) {
        chart.level = ChartLevel{*identity, words(kIdentityLevel)};
    }
    if (search.chosen && search.chosen->kind != "identity") {
        const auto winner = std::find_if(search.candidates.begin(), search.candidates.end(), [&](const auto& one) {
            return one.index == search.chosen->index && one.objective == ranked;
        });
        if (winner != search.candidates.end()) {
            ChartSeries chosen{.name = words(kWinnerSeries), .kind = SeriesKind::Points, .role = SeriesRole::Winner};
            addPoint(chosen, winner->ratio, winner->loss);
            chart.series.push_back(std::move(chosen));
        }
    }
    chart.summary = searchSummary(search, lowest, words);
    return chart;
}

ChartData channelMagnitudes(const ChannelMagnitudes& channels, const ChartWords& words) {
    ChartData chart;
    chart.title = sayInWords(words, kChannelsTitle, channels.block, channels.group);
    chart.xAxis = words(kChannelAxis);
    chart.yAxis = words(kMagnitudeAxis);
    ChartSeries all{.name = words(kMagnitudeSeries)};
    const double perValue = channels.pooled.empty()
                                ? 1.0
                                : static_cast<double>(channels.channels) / static_cast<double>(channels.pooled.size());
    for (size_t i = 0; i < channels.pooled.size(); ++i) {
        addPoint(all, std::floor(static_cast<double>(i) * perValue), channels.pooled[i]);
    }
    ChartSeries largest{.name = words(kLargestSeries), .kind = SeriesKind::Points, .role = SeriesRole::Outlier};
    for (size_t i = 0; i < std::min(channels.largest.size(), channels.largestValues.size()); ++i) {
        addPoint(largest, static_cast<double>(channels.largest[i]), channels.largestValues[i]);
    }
    if (!largest.x.empty() && !all.y.empty()) {
        const double middle = medianOf(all.y);
        chart.summary = sayInWords(words, kChannelsSummary, channels.largest.front(), largest.y.front(),
                                   middle > 0.0 ? largest.y.front() / middle : 0.0, middle);
    }
    chart.series.push_back(std::move(all));
    chart.series.push_back(std::move(largest));
    return chart;
}

static ChartSeries histogramSeries(const std::vector<int64_t>& bins, double from, double to, std::string name,
                                   SeriesRole role) {
    ChartSeries series{.name = std::move(name), .kind = SeriesKind::Steps, .role = role};
    const double width = bins.empty() ? 0.0 : (to - from) / static_cast<double>(bins.size());
    for (size_t i = 0; i < bins.size(); ++i) {
        addPoint(series, from + (static_cast<double>(i) + 0.5) * width, static_cast<double>(bins[i]));
    }
    return series;
}

ChartData weightHistogram(const LayerQuantized& layer, const ChartWords& words) {
    ChartData chart;
    chart.title = sayInWords(words, kHistogramTitle, layer.module);
    chart.xAxis = words(kWeightAxis);
    chart.yAxis = words(kCountAxis);
    chart.logY = true;
    const auto add = [&](const std::vector<int64_t>& bins, std::string_view name, SeriesRole role) {
        chart.series.push_back(histogramSeries(bins, layer.histogramMin, layer.histogramMax, words(name), role));
    };
    add(layer.histogramBefore, kBeforeSeries, SeriesRole::Reference);
    if (!layer.histogramScaled.empty()) { // recordings of earlier versions do not hold it
        add(layer.histogramScaled, kScaledSeries, SeriesRole::Second);
    }
    add(layer.histogramAfter, kAfterSeries, SeriesRole::First);
    const int64_t count = layer.inFeatures * layer.outFeatures;
    chart.summary = layer.bits == 16 ? sayInWords(words, kHistogramKept, count)
                                     : sayInWords(words, kHistogramSummary, count, layer.histogramMin,
                                                  layer.histogramMax, layer.bits);
    return chart;
}

namespace {

/// A bar per packed linear; `value` reads it.
template <class Value>
ChartSeries layerBars(const RunRecord& run, std::string name, SeriesKind kind, SeriesRole role, const Value& value) {
    ChartSeries series{.name = std::move(name), .kind = kind, .role = role};
    for (size_t i = 0; i < run.layers().size(); ++i) {
        if (run.layers()[i].layer.bits != 16) { // what stays in 16 bit has no error to show
            addPoint(series, static_cast<double>(i), value(run.layers()[i].layer));
        }
    }
    return series;
}

ChartData layerChart(const RunRecord& run, const ChartWords& words, std::string_view title, std::string_view yAxis) {
    ChartData chart;
    chart.title = words(title);
    chart.xAxis = words(kLayerAxis);
    chart.yAxis = words(yAxis);
    for (const LayerRecord& one : run.layers()) {
        chart.categories.push_back(shortModuleName(one.layer.module));
    }
    return chart;
}

} // namespace

ChartData layerErrors(const RunRecord& run, const ChartWords& words) {
    ChartData chart = layerChart(run, words, kErrorTitle, kErrorAxis);
    ChartSeries errors = layerBars(run, words(kErrorSeries), SeriesKind::Bars, SeriesRole::First,
                                   [](const LayerQuantized& layer) { return layer.relativeError; });
    if (!errors.x.empty()) {
        const auto worst = static_cast<size_t>(std::max_element(errors.y.begin(), errors.y.end()) - errors.y.begin());
        chart.summary = sayInWords(words, kErrorSummary, chart.categories[static_cast<size_t>(errors.x[worst])],
                                   errors.y[worst], errors.x.size(), medianOf(errors.y));
    }
    chart.series.push_back(std::move(errors));
    chart.series.push_back(layerBars(run, words(kRtnSeries), SeriesKind::Points, SeriesRole::Reference,
                                     [](const LayerQuantized& layer) { return layer.rtnRelativeError; }));
    return chart;
}

ChartData layerSqnr(const RunRecord& run, const ChartWords& words) {
    ChartData chart = layerChart(run, words, kSqnrTitle, kSqnrAxis);
    ChartSeries ratios = layerBars(run, words(kErrorSeries), SeriesKind::Bars, SeriesRole::First,
                                   [](const LayerQuantized& layer) { return layer.sqnrDb; });
    if (!ratios.x.empty()) {
        const auto worst = static_cast<size_t>(std::min_element(ratios.y.begin(), ratios.y.end()) - ratios.y.begin());
        chart.summary = sayInWords(words, kSqnrSummary, chart.categories[static_cast<size_t>(ratios.x[worst])],
                                   ratios.y[worst], ratios.x.size(), medianOf(ratios.y));
    }
    chart.series.push_back(std::move(ratios));
    return chart;
}

ChartData blockErrors(const RunRecord& run, const ChartWords& words) {
    ChartData chart;
    chart.title = words(kBlockTitle);
    chart.xAxis = words(kBlockAxis);
    chart.yAxis = words(kErrorAxis);
    ChartSeries errors{.name = words(kBlockSeries)};
    for (const BlockFinished& block : run.blocks()) {
        addPoint(errors, static_cast<double>(block.block), block.relativeError);
    }
    if (!errors.y.empty()) {
        chart.summary = sayInWords(words, kBlockSummary, errors.y.size(), errors.y.back());
    }
    chart.series.push_back(std::move(errors));
    return chart;
}

ChartData runningPerplexity(const RunRecord& run, const ChartWords& words) {
    ChartData chart;
    chart.title = words(kPerplexityTitle);
    chart.xAxis = words(kWindowAxis);
    chart.yAxis = words(kPerplexityAxis);
    ChartSeries running{.name = words(kPerplexitySeries)};
    for (const PerplexityUpdate& update : run.perplexity()) {
        addPoint(running, static_cast<double>(update.window), update.perplexity);
        running.error.push_back(update.standardError);
    }
    if (!run.perplexity().empty()) {
        const PerplexityUpdate& last = run.perplexity().back();
        chart.summary =
            sayInWords(words, kPerplexitySummary, last.perplexity, last.standardError, last.window, last.windows);
    }
    chart.series.push_back(std::move(running));
    return chart;
}

const std::vector<std::string_view>& chartTexts() {
    static const std::vector<std::string_view> texts(kAll.begin(), kAll.end());
    return texts;
}

} // namespace salient
