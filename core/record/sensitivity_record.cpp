// SPDX-License-Identifier: Apache-2.0
#include "core/record/sensitivity_record.h"

#include "core/json_fields.h"
#include "kernels/error.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <numeric>
#include <random>

namespace salient {

namespace {

constexpr size_t kResamples = 2000;

Json effectToJson(const WindowEffect& effect) {
    return {{"loss", effect.loss}, {"kl", effect.kl}};
}

WindowEffect effectFromJson(const Json& json, size_t windows) {
    WindowEffect effect{json.at("loss").get<std::vector<double>>(), json.at("kl").get<std::vector<double>>()};
    const bool complete = effect.loss.size() == windows && effect.kl.size() == windows;
    if (!complete && !(effect.loss.empty() && effect.kl.empty())) {
        throw JsonMismatch{"loss", fmt::format("{} windows", windows), std::to_string(effect.loss.size())};
    }
    return effect;
}

Json setToJson(const SensitivitySet& set) {
    Json bytes = Json::object();
    for (const auto& [bits, count] : set.bytes) {
        bytes[std::to_string(bits)] = count;
    }
    return {{"name", set.name},
            {"modules", set.modules},
            {"block", set.block},
            {"parameters", set.parameters},
            {"bits", set.bits},
            {"bytes", bytes},
            {"relative_error", set.relativeError},
            {"alone", effectToJson(set.alone)},
            {"restored", effectToJson(set.restored)}};
}

SensitivitySet setFromJson(const Json& json, size_t windows) {
    SensitivitySet set;
    set.name = json.at("name").get<std::string>();
    set.modules = json.at("modules").get<std::vector<std::string>>();
    set.block = json.at("block").get<int64_t>();
    set.parameters = json.at("parameters").get<int64_t>();
    set.bits = json.at("bits").get<int>();
    for (const auto& [bits, count] : json.at("bytes").items()) {
        set.bytes[std::stoi(bits)] = count.get<int64_t>();
    }
    if (!set.bytes.contains(16) || !set.bytes.contains(set.bits) || set.parameters < 1) {
        throw JsonMismatch{"bytes", "sizes for 16 bits and the measured ones", shortJson(json.at("bytes"))};
    }
    set.relativeError = json.at("relative_error").get<double>();
    set.alone = effectFromJson(json.at("alone"), windows);
    set.restored = effectFromJson(json.at("restored"), windows);
    return set;
}

} // namespace

std::string sensitivityToJson(const SensitivityRecord& record) {
    Json json = {{"model", record.model},
                 {"result", record.result},
                 {"text", record.text},
                 {"text_sha256", record.textHash},
                 {"context", record.context},
                 {"windows", record.windows},
                 {"original_loss", record.originalLoss},
                 {"quantized", effectToJson(record.quantized)},
                 {"control", record.control},
                 {"seconds_alone", record.secondsAlone},
                 {"seconds_restored", record.secondsRestored},
                 {"other_bytes", record.otherBytes}};
    json["sets"] = Json::array();
    for (const SensitivitySet& set : record.sets) {
        json["sets"].push_back(setToJson(set));
    }
    return json.dump(1, ' ', false, Json::error_handler_t::replace) + "\n";
}

SensitivityRecord sensitivityFromJson(const std::string& text, const std::filesystem::path& origin) {
    const auto broken = [&](const std::string& what) {
        return inputError("sensitivity.broken",
                          fmt::format("{} is no sensitivity measurement: {}; measure again.", origin.string(), what));
    };
    try {
        const Json json = jsonFromText(text);
        SensitivityRecord record;
        record.model = json.at("model").get<std::string>();
        record.result = json.at("result").get<std::string>();
        record.text = json.at("text").get<std::string>();
        record.textHash = json.at("text_sha256").get<std::string>();
        record.context = json.at("context").get<int64_t>();
        record.windows = json.at("windows").get<int64_t>();
        record.originalLoss = json.at("original_loss").get<std::vector<double>>();
        const auto windows = static_cast<size_t>(record.windows);
        if (record.originalLoss.size() != windows) {
            throw JsonMismatch{"original_loss", fmt::format("{} windows", windows),
                               std::to_string(record.originalLoss.size())};
        }
        record.quantized = effectFromJson(json.at("quantized"), windows);
        record.control = json.at("control").get<double>();
        record.secondsAlone = json.at("seconds_alone").get<double>();
        record.secondsRestored = json.at("seconds_restored").get<double>();
        record.otherBytes = json.at("other_bytes").get<int64_t>();
        for (const Json& set : json.at("sets")) {
            record.sets.push_back(setFromJson(set, windows));
        }
        return record;
    } catch (const Json::exception& error) {
        throw broken(jsonProblem(error));
    } catch (const JsonMismatch& wrong) {
        throw broken(fmt::format("expected {} under \"{}\", found {}", wrong.expected, wrong.key, wrong.found));
    } catch (const std::logic_error& error) { // stoi
        throw broken(error.what());
    }
}

/// The windows of every resample, one after the other: the same for every set, so that their intervals can be compared,
/// and kept, since hundreds of sets are asked in a row.
static const std::vector<uint32_t>& resamples(size_t windows) {
    static thread_local std::vector<uint32_t> picks;
    static thread_local size_t drawnFor = 0;
    if (drawnFor != windows) {
        std::mt19937 random(20261121);
        std::uniform_int_distribution<size_t> pick(0, windows - 1);
        picks.resize(kResamples * windows);
        std::generate(picks.begin(), picks.end(), [&] { return static_cast<uint32_t>(pick(random)); });
        drawnFor = windows;
    }
    return picks;
}

double plainMean(const std::vector<double>& windows) {
    return windows.empty() ? 0.0
                           : std::accumulate(windows.begin(), windows.end(), 0.0) / static_cast<double>(windows.size());
}

MeasuredMean measuredMean(const std::vector<double>& windows) {
    MeasuredMean result;
    if (windows.empty()) {
        return result;
    }
    const auto count = static_cast<double>(windows.size());
    result.mean = plainMean(windows);
    if (windows.size() == 1) {
        result.standardError = std::numeric_limits<double>::infinity();
        result.low = -result.standardError;
        result.high = result.standardError;
        return result;
    }
    const std::vector<uint32_t>& picks = resamples(windows.size());
    auto pick = picks.begin();
    std::vector<double> means(kResamples);
    double squares = 0.0;
    for (double& mean : means) {
        for (size_t i = 0; i < windows.size(); ++i) {
            mean += windows[*pick++] / count;
        }
        squares += (mean - result.mean) * (mean - result.mean);
    }
    const auto low = means.begin() + kResamples / 40;
    const auto high = means.end() - 1 - kResamples / 40;
    std::nth_element(means.begin(), low, means.end());
    std::nth_element(low + 1, high, means.end());
    // The plug-in variance of a bootstrap is that of a population: n / (n − 1) makes it the sample's.
    result.standardError = std::sqrt(squares / static_cast<double>(kResamples) * count / (count - 1.0));
    result.low = *low;
    result.high = *high;
    return result;
}

double noiseFloor(const SensitivityRecord& record) {
    double squares = 0.0;
    int64_t sets = 0;
    for (const SensitivitySet& set : record.sets) {
        if (set.alone.measured()) {
            const double error = measuredMean(set.alone.kl).standardError;
            squares += error * error;
            ++sets;
        }
    }
    return sets == 0 ? 0.0 : 1.96 * std::sqrt(squares / static_cast<double>(sets));
}

double additivity(const SensitivityRecord& record) {
    double sum = 0.0;
    for (const SensitivitySet& set : record.sets) {
        if (!set.alone.measured()) {
            return 0.0;
        }
        sum += plainMean(set.alone.kl);
    }
    const double whole = plainMean(record.quantized.kl);
    return whole > 0.0 ? sum / whole : 0.0;
}

} // namespace salient
