// SPDX-License-Identifier: Apache-2.0
#include "core/record/study_charts.h"

#include "core/record/chart_texts.h"
#include "core/record/chart_words.h"
#include "core/record/study_table.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

namespace salient {

using namespace chart_text;
using Quality = StudyView::Quality;
using Size = StudyView::Size;

namespace {

StudyMean qualityOf(const StudyRecord& record, const StudyEntry& entry, Quality quality) {
    const StudyFigures figures = figuresOf(record, entry);
    return quality == Quality::Perplexity ? figures.perplexity : figures.kl;
}

/// Entries that differ in their seed alone.
struct SeedMean {
    StudySetting setting; ///< without its seed
    double size = 0.0;
    double mean = 0.0;
    double windowError = 0.0; ///< mean of the entries' standard errors over windows; 0 where it is not known
    double seedSpread = 0.0;  ///< standard deviation over seeds; 0 with one seed
};

std::vector<SeedMean> seedMeans(const StudyRecord& record, const StudyView& view) {
    std::vector<SeedMean> means;
    std::vector<std::vector<double>> values;
    for (const StudyEntry& entry : record.entries) {
        StudySetting setting = entry.setting;
        setting.seed = 0;
        const auto known =
            std::find_if(means.begin(), means.end(), [&](const SeedMean& mean) { return mean.setting == setting; });
        const auto place = static_cast<size_t>(known - means.begin());
        if (known == means.end()) {
            const double megabytes = static_cast<double>(entry.bytes) / 1e6;
            means.push_back({setting, view.size == Size::Megabytes ? megabytes : entry.bitsPerWeight});
            values.emplace_back();
        }
        const StudyMean quality = qualityOf(record, entry, view.quality);
        values[place].push_back(quality.mean);
        means[place].windowError += std::isfinite(quality.error) ? quality.error : 0.0;
    }
    for (size_t i = 0; i < means.size(); ++i) {
        const auto count = static_cast<double>(values[i].size());
        double squares = 0.0;
        for (const double value : values[i]) {
            means[i].mean += value / count;
        }
        for (const double value : values[i]) {
            squares += (value - means[i].mean) * (value - means[i].mean);
        }
        means[i].windowError /= count;
        means[i].seedSpread = count > 1.0 ? std::sqrt(squares / (count - 1.0)) : 0.0;
    }
    return means;
}

void addPoint(ChartSeries& series, double x, double y, double error) {
    series.x.push_back(x);
    series.y.push_back(y);
    series.error.push_back(error);
}

/// The place of a series by name; a new one is added at the end.
ChartSeries& seriesNamed(ChartData& chart, const std::string& name) {
    const auto found = std::find_if(chart.series.begin(), chart.series.end(),
                                    [&](const ChartSeries& series) { return series.name == name; });
    if (found != chart.series.end()) {
        return *found;
    }
    chart.series.push_back({.name = name, .role = SeriesRole::Numbered});
    return chart.series.back();
}

/// Of those that differ in samples alone, the ones with the most; in the order of size.
std::vector<SeedMean> mostCalibrated(std::vector<SeedMean> means) {
    const auto withoutSamples = [](StudySetting setting) {
        setting.samples = 0;
        return setting;
    };
    std::map<StudySetting, int64_t> most;
    for (const SeedMean& mean : means) {
        int64_t& samples = most[withoutSamples(mean.setting)];
        samples = std::max(samples, mean.setting.samples);
    }
    std::erase_if(means,
                  [&](const SeedMean& mean) { return mean.setting.samples != most.at(withoutSamples(mean.setting)); });
    std::stable_sort(means.begin(), means.end(), [](const SeedMean& a, const SeedMean& b) { return a.size < b.size; });
    return means;
}

std::string_view qualityAxis(const StudyView& view) {
    return view.quality == Quality::Perplexity ? kPerplexityAxis : kKlAxis;
}

double originalPerplexity(const StudyRecord& record) {
    return figuresOf(record, record.dense).perplexity.mean;
}

std::string bestInWords(const StudyRecord& record, const StudyView& view, const std::vector<SeedMean>& means,
                        const ChartWords& words) {
    const SeedMean& best = *std::min_element(means.begin(), means.end(),
                                             [](const SeedMean& a, const SeedMean& b) { return a.mean < b.mean; });
    const std::string name = settingName(record, best.setting);
    return view.quality == Quality::Perplexity
               ? sayInWords(words, kStudyBest, means.size(), name, best.mean, originalPerplexity(record))
               : sayInWords(words, kStudyBestKl, means.size(), name, best.mean);
}

/// Numbers of samples that were measured, ascending.
std::vector<int64_t> sampleCounts(const std::vector<SeedMean>& means) {
    std::set<int64_t> counts;
    for (const SeedMean& mean : means) {
        if (mean.setting.samples > 0) {
            counts.insert(mean.setting.samples);
        }
    }
    return {counts.begin(), counts.end()};
}

/// What more samples did to the first line, and what the bars are.
std::string gainInWords(const ChartData& chart, const ChartWords& words) {
    const ChartSeries& first = chart.series.front();
    const auto samples = [&](double place) { return chart.categories[static_cast<size_t>(place)]; };
    const bool bars = std::any_of(chart.series.begin(), chart.series.end(), [](const ChartSeries& series) {
        return std::any_of(series.error.begin(), series.error.end(), [](double error) { return error > 0.0; });
    });
    return sayInWords(words, kSamplesSummary, first.name, first.y.front(), samples(first.x.front()), first.y.back(),
                      samples(first.x.back())) +
           (bars ? " " + words(kSeedBars) : "");
}

} // namespace

ChartData sizeQualityChart(const StudyRecord& record, const StudyView& view, const ChartWords& words) {
    ChartData chart;
    chart.title = words(kBudgetTitle);
    chart.xAxis = words(view.size == Size::BitsPerWeight ? kBitsAxis : kMegabyteAxis);
    chart.yAxis = words(qualityAxis(view));
    const std::vector<SeedMean> means = mostCalibrated(seedMeans(record, view));
    for (const SeedMean& mean : means) {
        addPoint(seriesNamed(chart, methodName(record, mean.setting)), mean.size, mean.mean, 1.96 * mean.windowError);
    }
    if (!means.empty()) {
        // What 3 bits cost is a hundred times what 8 bits do.
        chart.logY = std::all_of(means.begin(), means.end(), [](const SeedMean& mean) { return mean.mean > 0.0; });
        chart.summary = bestInWords(record, view, means, words);
        if (view.quality == Quality::Perplexity) {
            chart.level = ChartLevel{originalPerplexity(record), words(kBeforeSeries)};
        }
    }
    return chart;
}

ChartData calibrationSizeChart(const StudyRecord& record, const StudyView& view, const ChartWords& words) {
    ChartData chart;
    chart.title = words(kSamplesTitle);
    chart.xAxis = words(kSamplesAxis);
    chart.yAxis = words(qualityAxis(view));
    std::vector<SeedMean> means = seedMeans(record, view);
    const std::vector<int64_t> counts = sampleCounts(means);
    if (counts.size() < 2) {
        return chart;
    }
    for (const int64_t count : counts) {
        chart.categories.push_back(std::to_string(count));
    }
    // Lines from left to right; what needs no samples comes after them and goes from end to end.
    const auto place = [&](const SeedMean& mean) {
        return std::find(counts.begin(), counts.end(), mean.setting.samples) - counts.begin();
    };
    std::stable_sort(means.begin(), means.end(),
                     [&](const SeedMean& a, const SeedMean& b) { return place(a) < place(b); });
    for (const SeedMean& mean : means) {
        ChartSeries& series = seriesNamed(chart, settingName(record, mean.setting));
        if (mean.setting.samples > 0) {
            addPoint(series, static_cast<double>(place(mean)), mean.mean, mean.seedSpread);
        } else {
            series.role = SeriesRole::Reference;
            addPoint(series, 0.0, mean.mean, 0.0);
            addPoint(series, static_cast<double>(counts.size() - 1), mean.mean, 0.0);
        }
    }
    chart.summary = gainInWords(chart, words);
    return chart;
}

} // namespace salient
