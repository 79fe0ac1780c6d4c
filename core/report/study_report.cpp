// SPDX-License-Identifier: Apache-2.0
#include "core/report/study_report.h"

#include "core/record/study_charts.h"
#include "core/record/study_table.h"
#include "core/report/html_tables.h"
#include "core/report/markup.h"
#include "core/report/svg_chart.h"
#include "core/version.h"
#include "core/whole_file.h"

#include <fmt/format.h>

#include <cmath>

namespace salient {

namespace {

/// A chart and the name of its file.
struct Picture {
    const char* name;
    ChartData chart;
};

/// Those that have something to show.
std::vector<Picture> picturesOf(const StudyRecord& record) {
    constexpr StudyView kPerplexity{StudyView::Size::Megabytes, StudyView::Quality::Perplexity};
    constexpr StudyView kKl{StudyView::Size::Megabytes, StudyView::Quality::Kl};
    std::vector<Picture> pictures = {{"size_perplexity", sizeQualityChart(record, kPerplexity)},
                                     {"size_kl", sizeQualityChart(record, kKl)},
                                     {"samples_perplexity", calibrationSizeChart(record, kPerplexity)},
                                     {"samples_kl", calibrationSizeChart(record, kKl)}};
    std::erase_if(pictures, [](const Picture& picture) { return picture.chart.empty(); });
    return pictures;
}

std::string withError(const StudyMean& value) {
    return std::isfinite(value.error) ? fmt::format("{:.5g} ± {:.2g}", value.mean, value.error)
                                      : fmt::format("{:.5g}", value.mean);
}

std::string ifAny(int64_t value) {
    return value == 0 ? "" : std::to_string(value);
}

std::vector<std::string> cellsOf(const StudyRow& row) {
    const StudySetting& setting = row.setting;
    const bool dense = setting.method == kDenseMethod;
    return {setting.method,
            dense ? "" : std::to_string(setting.bits),
            dense                    ? ""
            : setting.groupSize == 0 ? "row"
                                     : std::to_string(setting.groupSize),
            setting.calibration.empty() && setting.samples > 0 ? "default" : setting.calibration,
            ifAny(setting.samples),
            setting.samples > 0 ? std::to_string(setting.seed) : "",
            markupBytes(static_cast<double>(row.bytes)),
            fmt::format("{:.3g}", row.bitsPerWeight),
            withError(row.figures.perplexity),
            dense ? "" : withError(row.figures.kl),
            dense ? "" : fmt::format("{:.2f} %", 100.0 * row.figures.sameTop),
            dense ? "" : markupSeconds(row.seconds),
            dense ? "" : markupBytes(static_cast<double>(row.peakBytes))};
}

std::string tableOf(const StudyRecord& record) {
    std::vector<std::vector<std::string>> cells;
    for (const StudyRow& row : studyRows(record)) {
        cells.push_back(cellsOf(row));
    }
    return htmlTable({"Method", "Bits", "Group", "Calibration", "Samples", "Seed", "Size", "Bits per weight",
                      "Perplexity", "KL (nats)", "Same top token", "Time", "Memory"},
                     cells) +
           htmlList({"Perplexity errors are standard errors over windows: the original's own, and for the others that "
                     "of the difference from the original, window by window.",
                     "Size counts codes, zero points and scales without padding, and everything else in 16 bit.",
                     "Time is that of quantising alone on the machine of the study; memory is what salient quantize "
                     "plans for the setting."});
}

std::string protocolOf(const StudyRecord& record) {
    return htmlPairs({{"Model", record.model},
                      {"Text", record.text},
                      {"Windows", fmt::format("{} of {} tokens from the start of the text, not overlapping",
                                              record.windows, record.windowLength)},
                      {"Calibration samples", fmt::format("{} tokens each", record.sampleLength)},
                      {"SHA-256 of the token ids", record.textHash},
                      {"Report written by", fmt::format("Salient Studio {}", programVersion())}});
}

} // namespace

HtmlReport studyReport(const StudyRecord& record) {
    const std::filesystem::path model = record.model;
    std::string html =
        htmlBegin("Study of " + (model.has_filename() ? model : model.parent_path()).filename().string());
    if (!record.missing.empty()) {
        html += fmt::format("<p class=\"state\">Not finished: {} of {} settings are measured.</p>\n",
                            record.entries.size(), record.planned());
    }
    std::string figures;
    int64_t charts = 0;
    for (const Picture& picture : picturesOf(record)) {
        figures += htmlFigure(picture.chart, fmt::format("chart{}", ++charts));
    }
    html += "</header>\n<main>\n" + htmlSection("Lines", tableOf(record)) + htmlSection("Charts", figures) +
            htmlSection("How it was measured", protocolOf(record));
    return {html + "</main>\n</body>\n</html>\n", charts};
}

std::vector<std::filesystem::path> writeStudyFiles(const std::filesystem::path& folder, const StudyRecord& record) {
    std::vector<std::filesystem::path> files = {folder / "study.csv", folder / "study.html"};
    writeWholeFile(files[0], studyToCsv(record));
    writeWholeFile(files[1], studyReport(record).html);
    for (const Picture& picture : picturesOf(record)) {
        files.push_back(folder / (std::string(picture.name) + ".svg"));
        writeWholeFile(files.back(), chartToSvg(picture.chart, {.paper = true}));
    }
    return files;
}

} // namespace salient
