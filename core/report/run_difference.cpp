// SPDX-License-Identifier: Apache-2.0
#include "core/report/run_difference.h"

#include "core/report/markup.h"
#include "core/report/run_json.h"

#include <algorithm>
#include <cmath>
#include <map>

namespace salient {

namespace {

constexpr const char* kNothing = "–";

using Setting = std::pair<std::string, std::string>;

std::string plainText(const Json& value) {
    return value.is_string() ? value.get<std::string>() : value.is_null() ? kNothing : jsonToText(value);
}

/// Marks by the module they are of: {"module": M, "bits": B} is the setting "marks.M".
bool takeMark(const Json& item, const std::string& key, std::vector<Setting>& settings) {
    if (!item.is_object() || !item.contains("module") || !item.contains("bits")) {
        return false;
    }
    settings.emplace_back(key + "." + plainText(item["module"]), plainText(item["bits"]));
    return true;
}

void flatten(const Json& value, const std::string& key, std::vector<Setting>& settings) {
    if (value.is_object()) {
        for (const auto& [name, inner] : value.items()) {
            flatten(inner, key.empty() ? name : key + "." + name, settings);
        }
        return;
    }
    if (!value.is_array()) {
        settings.emplace_back(key, plainText(value));
        return;
    }
    std::string list;
    for (const Json& item : value) {
        if (!takeMark(item, key, settings)) {
            list += (list.empty() ? "" : ", ") + plainText(item);
        }
    }
    if (!list.empty()) {
        settings.emplace_back(key, list);
    }
}

/// How a figure of a result is written.
enum class Unit { Bytes, Number, Seconds, Digest };
struct Figure {
    const char* key;
    const char* pointer;
    Unit unit;
};
constexpr Figure kFigures[] = {
    {"size before", "/bytes_before", Unit::Bytes},
    {"size after", "/bytes_after", Unit::Bytes},
    {"perplexity before", "/holdout/perplexity_before", Unit::Number},
    {"perplexity after", "/holdout/perplexity_after", Unit::Number},
    {"mean KL (nats)", "/holdout/mean_kl", Unit::Number},
    {"same top token", "/holdout/same_top_token", Unit::Number},
    {"time", "/time/seconds", Unit::Seconds},
    {"peak memory", "/memory/peak_bytes", Unit::Bytes},
    {"calibration tokens (SHA-256)", "/data/sha256", Unit::Digest},
};

std::string figureText(const Json& result, const Figure& figure) {
    if (figure.unit == Unit::Digest) {
        const std::string digest = textAt(result, figure.pointer);
        return digest.empty() ? kNothing : digest.substr(0, 12); // enough to tell a few apart
    }
    const std::optional<double> value = numberAt(result, figure.pointer);
    return !value                         ? kNothing
           : figure.unit == Unit::Bytes   ? markupBytes(*value)
           : figure.unit == Unit::Seconds ? markupSeconds(*value)
                                          : markupNumber(*value);
}

} // namespace

std::vector<DifferenceRow> differingSettings(const std::vector<std::string>& recipes) {
    std::vector<DifferenceRow> rows;
    std::map<std::string, size_t> rowOf;
    for (size_t run = 0; run < recipes.size(); ++run) {
        std::vector<Setting> settings;
        flatten(runJsonFromText(recipes[run]), "", settings);
        for (const auto& [key, value] : settings) {
            const auto [place, isNew] = rowOf.emplace(key, rows.size());
            if (isNew) {
                rows.push_back({key, std::vector<std::string>(recipes.size(), kNothing)});
            }
            rows[place->second].values[run] = value;
        }
    }
    std::erase_if(rows, [](const DifferenceRow& row) {
        return std::equal(row.values.begin() + 1, row.values.end(), row.values.begin());
    });
    return rows;
}

std::vector<DifferenceRow> resultFigures(const std::vector<std::string>& results) {
    std::vector<Json> parsed;
    for (const std::string& result : results) {
        parsed.push_back(runJsonFromText(result));
    }
    std::vector<DifferenceRow> rows;
    for (const Figure& figure : kFigures) {
        DifferenceRow row{figure.key, {}};
        for (const Json& result : parsed) {
            row.values.push_back(figureText(result, figure));
        }
        if (std::any_of(row.values.begin(), row.values.end(),
                        [](const std::string& text) { return text != kNothing; })) {
            rows.push_back(std::move(row));
        }
    }
    return rows;
}

bool haveOneYardstick(const std::vector<std::string>& results) {
    constexpr double kTolerance = 1e-6; // relative; runs on other devices differ in the last digits
    std::optional<double> first;
    for (const std::string& result : results) {
        const std::optional<double> before = numberAt(runJsonFromText(result), "/holdout/perplexity_before");
        if (before && first && std::abs(*before - *first) > kTolerance * std::abs(*first)) {
            return false;
        }
        first = first ? first : before;
    }
    return true;
}

} // namespace salient
