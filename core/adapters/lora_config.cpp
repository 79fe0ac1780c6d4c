// SPDX-License-Identifier: Apache-2.0
#include "core/adapters/lora_config.h"

#include "core/checkpoint/json_file.h"
#include "core/json_fields.h"
#include "core/tokenizer/regex.h"
#include "kernels/error.h"

#include <fmt/format.h>

#include <array>
#include <cmath>
#include <stdexcept>

namespace salient {

/// As peft's get_pattern_key: `(.*\.)?(pattern)$` from the start of the name.
static bool endsWithMatch(const std::string& pattern, const std::string& module) {
    bool found = false;
    const tokenization::Regex expression("^(?:(?:.*\\.)?(?:" + pattern + "))$");
    expression.findAll(module, [&](uint32_t, uint32_t) { found = true; });
    return found;
}

template <class T>
static T valueOf(const std::vector<std::pair<std::string, T>>& patterns, const std::string& module, T otherwise) {
    for (const auto& [pattern, value] : patterns) {
        if (endsWithMatch(pattern, module)) {
            return value;
        }
    }
    return otherwise;
}

int64_t LoraConfig::rankOf(const std::string& module) const {
    return valueOf(rankPattern, module, rank);
}

double LoraConfig::alphaOf(const std::string& module) const {
    return valueOf(alphaPattern, module, alpha);
}

double LoraConfig::factorOf(const std::string& module) const {
    const auto ofModule = static_cast<double>(rankOf(module));
    return alphaOf(module) / (rankStabilised ? std::sqrt(ofModule) : ofModule);
}

namespace {

/// The fields of one file, checked as they are read.
class ConfigReader {
public:
    ConfigReader(const Json& json, std::string file) : m_json(json), m_file(std::move(file)) {}

    Error wrong(const std::string& key, const std::string& expected) const {
        return inputError("adapter.config", fmt::format("{}: expected {} under \"{}\", found {}.", m_file, expected,
                                                        key, shortJson(m_json.value(key, Json()))));
    }
    bool flag(const char* key) const {
        const Json value = m_json.value(key, Json());
        if (!value.is_null() && !value.is_boolean()) {
            throw wrong(key, "true or false");
        }
        return value.is_boolean() && value.get<bool>();
    }
    int64_t checkedRank(const Json& value, const char* key) const {
        constexpr int64_t kLargestRank = 1 << 20;
        if (!value.is_number_integer() || value < 1 || value > kLargestRank) {
            throw wrong(key, "whole numbers of at least 1");
        }
        return value.get<int64_t>();
    }
    double checkedAlpha(const Json& value, const char* key) const {
        if (!value.is_number() || !std::isfinite(value.get<double>())) {
            throw wrong(key, "numbers");
        }
        return value.get<double>();
    }
    template <class Read>
    auto patterns(const char* key, Read&& read) const {
        std::vector<std::pair<std::string, decltype(read(Json()))>> list;
        const Json value = m_json.value(key, Json());
        if (!value.is_null() && !value.is_object()) {
            throw wrong(key, "an object");
        }
        for (const auto& [pattern, entry] : value.items()) {
            list.emplace_back(pattern, read(entry));
            try {
                endsWithMatch(pattern, "");
            } catch (const std::invalid_argument& problem) {
                throw inputError("adapter.config", fmt::format("{}: {} under \"{}\" is no regular expression: {}.",
                                                               m_file, inQuotes(pattern), key, problem.what()));
            }
        }
        return list;
    }
    /// Variants that change what is computed, by the key that switches them on.
    void refuseVariants() const {
        constexpr std::array<std::array<const char*, 2>, 9> kVariants = {{{"use_dora", "DoRA"},
                                                                          {"use_qalora", "QA-LoRA"},
                                                                          {"use_bdlora", "BD-LoRA"},
                                                                          {"lora_bias", "biases of B"},
                                                                          {"layer_replication", "repeated layers"},
                                                                          {"alora_invocation_tokens", "aLoRA"},
                                                                          {"trainable_token_indices", "trained tokens"},
                                                                          {"target_parameters", "targeted parameters"},
                                                                          {"arrow_config", "Arrow routing"}}};
        for (const auto& [key, name] : kVariants) {
            const Json value = m_json.value(key, Json());
            const bool off = value.is_null() || value == false || (value.is_structured() && value.empty());
            if (!off) {
                throw inputError("adapter.unsupported",
                                 fmt::format("{}: adapters with {} (\"{}\") are not merged; merge it with peft's "
                                             "merge_and_unload and give the merged model.",
                                             m_file, name, key));
            }
        }
    }

private:
    const Json& m_json;
    std::string m_file;
};

} // namespace

LoraConfig readLoraConfig(const std::filesystem::path& file) {
    const Json json = readJsonFile(file);
    const ConfigReader reader(json, file.string());
    if (const Json type = json.value("peft_type", Json()); type != "LORA") {
        throw inputError("adapter.not_lora",
                         fmt::format("{}: expected an adapter of the type \"LORA\", found {}; merge it with peft's "
                                     "merge_and_unload and give the merged model.",
                                     file.string(), shortJson(type)));
    }
    reader.refuseVariants();
    LoraConfig config;
    config.rank = reader.checkedRank(json.value("r", Json(8)), "r");
    config.alpha = reader.checkedAlpha(json.value("lora_alpha", Json(8)), "lora_alpha");
    config.rankStabilised = reader.flag("use_rslora");
    config.fanInFanOut = reader.flag("fan_in_fan_out");
    config.rankPattern =
        reader.patterns("rank_pattern", [&](const Json& value) { return reader.checkedRank(value, "rank_pattern"); });
    config.alphaPattern = reader.patterns(
        "alpha_pattern", [&](const Json& value) { return reader.checkedAlpha(value, "alpha_pattern"); });
    return config;
}

} // namespace salient
