// SPDX-License-Identifier: Apache-2.0
#include "core/report/html_report.h"

#include "core/record/budget_chart.h"
#include "core/record/run_charts.h"
#include "core/record/sensitivity_charts.h"
#include "core/report/html_tables.h"
#include "core/report/markup.h"
#include "core/report/run_json.h"
#include "core/report/svg_chart.h"
#include "core/version.h"
#include "kernels/error.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <utility>

namespace salient {

namespace {

constexpr size_t kWorstLayers = 3;
constexpr int kCurvePoints = 48;

std::string nameOf(const StoredRun& run) {
    const std::filesystem::path folder = run.folder.lexically_normal();
    return (folder.has_filename() ? folder : folder.parent_path()).filename().string();
}

std::string stateOf(const StoredRun& run) {
    if (const auto& failure = run.record.failure()) {
        return (failure->code == "cancelled" ? "" : "Failed. ") + failure->sentence;
    }
    return run.result.empty() ? "Not finished: what follows is what happened so far." : "";
}

void addFigure(std::vector<HtmlRow>& rows, const char* name, const std::optional<double>& value,
               std::string (*write)(double)) {
    if (value) {
        rows.emplace_back(name, write(*value));
    }
}

std::string changed(const std::optional<double>& before, const std::optional<double>& after,
                    std::string (*write)(double)) {
    const std::string change =
        *before != 0.0 ? fmt::format(" ({:+.1f} %)", 100.0 * (*after / *before - 1.0)) : std::string();
    return write(*before) + " → " + write(*after) + change;
}

/// The figures a person looks for first.
std::string headline(const Json& result) {
    std::vector<HtmlRow> rows;
    const auto pair = [&](const char* name, const char* before, const char* after, std::string (*write)(double)) {
        const std::optional<double> first = numberAt(result, before);
        const std::optional<double> second = numberAt(result, after);
        if (first && second) {
            rows.emplace_back(name, changed(first, second, write));
        }
    };
    pair("Size", "/bytes_before", "/bytes_after", markupBytes);
    addFigure(rows, "Bits per quantised weight", numberAt(result, "/bits"), markupNumber);
    pair("Perplexity on the hold-out", "/holdout/perplexity_before", "/holdout/perplexity_after", markupNumber);
    addFigure(rows, "Mean KL divergence (nats)", numberAt(result, "/holdout/mean_kl"), markupNumber);
    addFigure(rows, "Same most likely token (share)", numberAt(result, "/holdout/same_top_token"), markupNumber);
    addFigure(rows, "Time", numberAt(result, "/time/seconds"), markupSeconds);
    addFigure(rows, "Peak memory", numberAt(result, "/memory/peak_bytes"), markupBytes);
    if (const std::string protocol = textAt(result, "/holdout/protocol"); !protocol.empty()) {
        rows.emplace_back("How quality was measured", protocol);
    }
    return htmlPairs(rows);
}

/// All of a result but its layers, which the charts show.
std::string wholeResult(Json result) {
    if (result.empty()) {
        return "";
    }
    result.erase("layers");
    return "<details><summary>All figures of result.json</summary>\n" + htmlPairs(htmlRowsOf(result)) + "</details>\n";
}

std::string calibration(const RunRecord& record) {
    if (!record.calibration()) {
        return "";
    }
    const CalibrationReady& data = *record.calibration();
    std::vector<std::string> texts = data.notes;
    texts.insert(texts.end(), data.skipReasons.begin(), data.skipReasons.end());
    return htmlPairs({{"Samples", fmt::format("{} of {} tokens", data.samples, data.length)},
                      {"Tokens", fmt::format("{}", data.tokens)},
                      {"Held out", fmt::format("{} samples", data.holdoutSamples)},
                      {"Texts", fmt::format("{} read, {} skipped", data.textsRead, data.textsSkipped)},
                      {"SHA-256 of the token ids", data.dataHash}}) +
           htmlList(texts);
}

std::string findings(const StoredRun& run) {
    std::vector<std::string> texts;
    for (const Issue& issue : run.record.issues()) {
        texts.push_back((issue.severity == Severity::Notice ? "Note: " : "Warning: ") + issue.sentence);
    }
    texts.insert(texts.end(), run.problems.begin(), run.problems.end());
    return htmlList(texts);
}

/// The linears with the largest output errors, the worst first.
std::vector<const LayerRecord*> worstLayers(const RunRecord& record) {
    std::vector<const LayerRecord*> layers;
    for (const LayerRecord& one : record.layers()) {
        if (one.layer.bits != 16 && std::isfinite(one.layer.relativeError)) {
            layers.push_back(&one);
        }
    }
    const size_t count = std::min(kWorstLayers, layers.size());
    std::partial_sort(
        layers.begin(), layers.begin() + static_cast<std::ptrdiff_t>(count), layers.end(),
        [](const LayerRecord* a, const LayerRecord* b) { return a->layer.relativeError > b->layer.relativeError; });
    layers.resize(count);
    return layers;
}

/// The measured channels of the scaling group that a linear is in: its group's name holds the linear's.
const ChannelMagnitudes* channelsOf(const RunRecord& record, const LayerQuantized& layer) {
    for (const ChannelMagnitudes& channels : record.channels()) {
        std::string_view rest = channels.group;
        while (channels.block == layer.block && !rest.empty()) {
            const std::string_view member = rest.substr(0, rest.find('+'));
            if (layer.module.ends_with("." + std::string(member))) {
                return &channels;
            }
            rest.remove_prefix(std::min(rest.size(), member.size() + 1));
        }
    }
    return nullptr;
}

/// Figures with numbers of their own, so that their ids differ.
class Figures {
public:
    void add(const ChartData& chart) {
        if (!chart.empty()) {
            m_html += htmlFigure(chart, fmt::format("chart{}", ++m_count));
        }
    }
    /// Many small ones side by side, with their numbers after them.
    void addGrid(const std::vector<ChartData>& charts) {
        std::string pictures;
        std::string numbers;
        for (const ChartData& chart : charts) {
            if (!chart.empty()) {
                const SvgOptions options{200, 110, SvgDetail::Thumbnail, fmt::format("chart{}", ++m_count)};
                pictures += fmt::format("<figure>\n{}<figcaption>{}</figcaption></figure>\n",
                                        chartToSvg(chart, options), escapeMarkup(chart.title));
                numbers += htmlNumbers(chart);
            }
        }
        if (!pictures.empty()) {
            m_html += "<div class=\"many\">\n" + pictures +
                      "</div>\n<details><summary>Numbers of all searches</summary>\n" + numbers + "</details>\n";
        }
    }
    std::string take() { return std::exchange(m_html, std::string()); }
    int64_t count() const { return m_count; }

private:
    std::string m_html;
    int64_t m_count = 0;
};

std::string chartSections(const RunRecord& record, Figures& figures) {
    figures.add(layerErrors(record));
    figures.add(layerSqnr(record));
    figures.add(blockErrors(record));
    figures.add(runningPerplexity(record));
    std::string html = htmlSection("Errors", figures.take());

    std::vector<const ChannelMagnitudes*> shown;
    const std::vector<const LayerRecord*> worst = worstLayers(record);
    for (const LayerRecord* one : worst) {
        figures.add(weightHistogram(one->layer));
    }
    for (const LayerRecord* one : worst) {
        const ChannelMagnitudes* channels = channelsOf(record, one->layer);
        if (channels != nullptr && std::find(shown.begin(), shown.end(), channels) == shown.end()) {
            shown.push_back(channels);
            figures.add(channelMagnitudes(*channels));
        }
    }
    html += htmlSection("The worst layers", figures.take());

    std::vector<ChartData> searches;
    for (const SearchRecord& search : record.searches()) {
        searches.push_back(lossOverRatio(search));
    }
    figures.addGrid(searches);
    return html + htmlSection("Scale searches", figures.take());
}

/// What the layers cost, in both sweeps.
std::string sensitivity(const StoredRun& run, Figures& figures) {
    if (!run.sensitivity) {
        return "";
    }
    const SensitivityRecord& record = *run.sensitivity;
    for (const auto sweep : {SensitivityView::Sweep::Alone, SensitivityView::Sweep::Restored}) {
        figures.add(sensitivityBars(record, {.sweep = sweep}));
    }
    try {
        figures.add(budgetChart(record, budgetCurve(record, {}, kCurvePoints), {}, {}));
    } catch (const Error&) { // without a complete sweep there is nothing to predict from
    }
    const std::string how = fmt::format("<p>Measured on {} windows of {} tokens of {}.</p>\n", record.windows,
                                        record.context, escapeMarkup(record.text));
    return htmlSection("Sensitivity", how + figures.take());
}

std::string versions(const StoredRun& run) {
    std::vector<HtmlRow> rows = {{"Report written by", fmt::format("Salient Studio {}", programVersion())},
                                 {"Run folder", run.folder.string()}};
    if (const auto& started = run.record.started()) {
        rows.insert(rows.begin(), {"Computed on", started->device});
    }
    return htmlPairs(rows);
}

} // namespace

HtmlReport htmlReport(const StoredRun& run) {
    const Json result = runJsonFromText(run.result);
    Figures figures;
    std::string html = htmlBegin(nameOf(run));
    if (const std::string state = stateOf(run); !state.empty()) {
        html += "<p class=\"state\">" + escapeMarkup(state) + "</p>\n";
    }
    html += "</header>\n<main>\n";
    html += htmlSection("Result", headline(result) + wholeResult(result));
    html += htmlSection("Notes", run.notes.empty() ? "" : "<p class=\"notes\">" + escapeMarkup(run.notes) + "</p>\n");
    html += htmlSection("Findings", findings(run));
    html += htmlSection("Settings", htmlPairs(htmlRowsOf(runJsonFromText(run.recipe))));
    html += htmlSection("Calibration data", calibration(run.record));
    html += chartSections(run.record, figures);
    html += sensitivity(run, figures);
    html += htmlSection("Versions", versions(run));
    return {html + "</main>\n</body>\n</html>\n", figures.count()};
}

} // namespace salient
