// SPDX-License-Identifier: Apache-2.0
#include "core/record/run_overlays.h"

#include "core/record/chart_texts.h"
#include "core/record/chart_words.h"

#include <algorithm>
#include <cmath>
#include <map>

namespace salient {

using namespace chart_text;

namespace {

/// Modules of all runs, in the order in which they first appear.
std::vector<std::string> modulesOf(const std::vector<NamedRun>& runs) {
    std::vector<std::string> modules;
    std::map<std::string, size_t> known;
    for (const NamedRun& one : runs) {
        for (const LayerRecord& layer : one.run->layers()) {
            if (known.emplace(layer.layer.module, modules.size()).second) {
                modules.push_back(layer.layer.module);
            }
        }
    }
    return modules;
}

/// Which run is lowest and which highest, by their medians; empty unless two runs have points.
std::string summaryOf(const ChartData& chart, const ChartWords& words) {
    std::vector<std::pair<double, std::string>> medians;
    for (const ChartSeries& series : chart.series) {
        if (const double middle = medianOf(series.y); !std::isnan(middle)) {
            medians.emplace_back(middle, series.name);
        }
    }
    if (medians.size() < 2) {
        return {};
    }
    const auto [lowest, highest] = std::minmax_element(medians.begin(), medians.end());
    return sayInWords(words, kRunsSummary, lowest->second, lowest->first, highest->second, highest->first);
}

} // namespace

ChartData overlayLayerErrors(const std::vector<NamedRun>& runs, const ChartWords& words) {
    ChartData chart;
    chart.title = words(kLayersOfRunsTitle);
    chart.xAxis = words(kLayerAxis);
    chart.yAxis = words(kErrorAxis);
    const std::vector<std::string> modules = modulesOf(runs);
    for (const std::string& module : modules) {
        chart.categories.push_back(shortModuleName(module));
    }
    for (const NamedRun& one : runs) {
        ChartSeries series{.name = one.name, .role = SeriesRole::Numbered};
        for (size_t place = 0; place < modules.size(); ++place) {
            const LayerRecord* found = one.run->layerOf(modules[place]);
            if (found != nullptr && found->layer.bits != 16) {
                series.x.push_back(static_cast<double>(place));
                series.y.push_back(found->layer.relativeError);
            }
        }
        chart.series.push_back(std::move(series));
    }
    chart.summary = summaryOf(chart, words);
    return chart;
}

ChartData overlayBlockErrors(const std::vector<NamedRun>& runs, const ChartWords& words) {
    ChartData chart;
    chart.title = words(kBlocksOfRunsTitle);
    chart.xAxis = words(kBlockAxis);
    chart.yAxis = words(kErrorAxis);
    for (const NamedRun& one : runs) {
        ChartSeries series{.name = one.name, .role = SeriesRole::Numbered};
        const std::vector<BlockFinished>& blocks = one.run->blocks();
        // Without a hold-out every error is 0, which is no measurement.
        const bool measured = std::any_of(blocks.begin(), blocks.end(),
                                          [](const BlockFinished& block) { return block.relativeError != 0.0; });
        for (const BlockFinished& block : blocks) {
            if (measured) {
                series.x.push_back(static_cast<double>(block.block));
                series.y.push_back(block.relativeError);
            }
        }
        chart.series.push_back(std::move(series));
    }
    chart.summary = summaryOf(chart, words);
    return chart;
}

} // namespace salient
