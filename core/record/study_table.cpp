// SPDX-License-Identifier: Apache-2.0
#include "core/record/study_table.h"

#include "core/record/chart_data.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace salient {

static StudyRow rowOf(const StudyRecord& record, const StudyEntry& entry) {
    return {entry.setting, entry.bytes, entry.bitsPerWeight, figuresOf(record, entry), entry.seconds, entry.peakBytes};
}

std::vector<StudyRow> studyRows(const StudyRecord& record) {
    std::vector<StudyRow> rows = {rowOf(record, record.dense)};
    for (const StudyEntry& entry : record.entries) {
        rows.push_back(rowOf(record, entry));
    }
    return rows;
}

static std::string known(double value) {
    return std::isfinite(value) ? fmt::format("{}", value) : "";
}

std::string studyToCsv(const StudyRecord& record) {
    std::string text = "method,bits,group_size,calibration,samples,seed,bytes,bits_per_weight,perplexity,"
                       "perplexity_error,kl,kl_error,same_top,seconds,peak_bytes\n";
    for (const StudyRow& row : studyRows(record)) {
        const StudySetting& setting = row.setting;
        const StudyFigures& figures = row.figures;
        text += fmt::format("{},{},{},{},{},{},{},{},{},{},{},{},{},{},{}\n", csvText(setting.method), setting.bits,
                            setting.groupSize, csvText(setting.calibration), setting.samples, setting.seed, row.bytes,
                            known(row.bitsPerWeight), known(figures.perplexity.mean), known(figures.perplexity.error),
                            known(figures.kl.mean), known(figures.kl.error), known(figures.sameTop), known(row.seconds),
                            row.peakBytes);
    }
    return text;
}

/// The name of a source without its folders, "#KEY" and ":WEIGHT" kept: "c4.jsonl#text".
static std::string sourceName(const std::string& source) {
    const size_t key = std::min(source.find('#'), source.size());
    const size_t slash = source.substr(0, key).find_last_of('/');
    return slash == std::string::npos ? source : source.substr(slash + 1);
}

/// " c4.txt" where the study has several calibration texts, else "".
static std::string textSuffix(const StudyRecord& record, const StudySetting& setting) {
    const bool several = std::any_of(record.entries.begin(), record.entries.end(), [&](const StudyEntry& entry) {
        return entry.setting.samples > 0 && entry.setting.calibration != setting.calibration;
    });
    if (!several || setting.samples == 0) {
        return "";
    }
    return setting.calibration.empty() ? " default text" : " " + sourceName(setting.calibration);
}

std::string methodName(const StudyRecord& record, const StudySetting& setting) {
    return setting.method + textSuffix(record, setting);
}

std::string settingName(const StudyRecord& record, const StudySetting& setting) {
    if (setting.method == kDenseMethod) {
        return setting.method;
    }
    const std::string groups = setting.groupSize > 0 ? fmt::format(" g{}", setting.groupSize) : "";
    return fmt::format("{} {} bits{}{}", setting.method, setting.bits, groups, textSuffix(record, setting));
}

} // namespace salient
