// SPDX-License-Identifier: Apache-2.0
#include "app/study_text.h"

#include "app/progress_line.h"
#include "core/checkpoint/output_file.h"

#include <fmt/format.h>

namespace salient {

namespace {

using Json = nlohmann::ordered_json;

std::string numberText(const Json& value, int digits) {
    return value.is_number() ? fmt::format("{:.{}g}", value.get<double>(), digits) : "?";
}

std::string withError(const Json& row, const std::string& key) {
    return fmt::format("{} ± {}", numberText(row[key], 5), numberText(row[key + "_error"], 2));
}

/// "c4.txt 128, seed 1"
std::string calibrationText(const Json& row) {
    if (row["samples"] == 0) {
        return "";
    }
    const std::string source = row["calibration"];
    const std::string name = source.substr(source.find_last_of('/') + 1);
    return fmt::format("{}{} samples, seed {}", name.empty() ? "" : name + " ", row["samples"].dump(),
                       row["seed"].dump());
}

} // namespace

std::string studyText(const Json& result) {
    std::string text =
        fmt::format("{:<12} {:>4} {:>5} {:>9} {:>11} {:>20} {:>20} {:>8} {:>8} {:>9}  {}\n", "method", "bits", "group",
                    "size", "bits/weight", "perplexity", "KL", "same top", "time", "memory", "calibration");
    bool original = true;
    for (const Json& row : result["rows"]) {
        const bool measured = !std::exchange(original, false);
        text += fmt::format("{:<12} {:>4} {:>5} {:>9} {:>11} {:>20} {:>20} {:>8} {:>8} {:>9}  {}\n",
                            row["method"].get<std::string>(), measured ? row["bits"].dump() : "",
                            measured ? row["group_size"].dump() : "", bytesText(row["bytes"].get<int64_t>()),
                            numberText(row["bits_per_weight"], 3), withError(row, "perplexity"),
                            measured ? withError(row, "kl") : "",
                            measured ? fmt::format("{:.2f} %", 100.0 * row["same_top_token"].get<double>()) : "",
                            measured ? durationText(row["seconds"].get<double>()) : "",
                            measured ? bytesText(row["peak_bytes"].get<int64_t>()) : "", calibrationText(row));
    }
    text +=
        fmt::format("{} windows of {} tokens of {}; the original's error is that of its perplexity, the others' that "
                    "of the difference from it\n",
                    result["windows"].dump(), result["window_length"].dump(), result["text"].get<std::string>());
    for (const Json& file : result["files"]) {
        text += "wrote " + file.get<std::string>() + "\n";
    }
    return text;
}

} // namespace salient
