// SPDX-License-Identifier: Apache-2.0
#include "core/formats/loader_matching.h"

#include "core/formats/awq_config.h"
#include "core/formats/module_pattern.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <functional>
#include <utility>

namespace salient {

namespace {

using nlohmann::ordered_json;

constexpr const char* kPlace = "quantization_config";
constexpr const char* kMixedShards = "some but not all of the linears that it joins there are left in 16 bits";

/// All shards, none, or a mixture.
enum class Shards { None, Some, All };
Shards shardsOf(const LoaderUnit& unit, const std::function<bool(const std::string&)>& holds) {
    const auto count = std::count_if(unit.shards.begin(), unit.shards.end(),
                                     [&](const ExportModule* shard) { return holds(shard->linear.module); });
    return count == 0 ? Shards::None : static_cast<size_t>(count) == unit.shards.size() ? Shards::All : Shards::Some;
}

class AwqMatching : public LoaderMatching {
public:
    AwqMatching(AwqConfig config, std::vector<std::string> inferred)
        : m_config(std::move(config)), m_inferred(std::move(inferred)) {
        for (const std::string& key : m_config.modulesToNotConvert) {
            m_expressions.emplace_back(key, kPlace);
        }
    }

    LoaderPick pick(Loader loader, const LoaderUnit& unit) const override {
        QuantSpec spec;
        spec.bits = m_config.bits;
        spec.groupSize = m_config.groupSize;
        spec.symmetric = !m_config.zeroPoint;
        const Shards skipped = loader == Loader::Vllm                            ? skippedByVllm(unit)
                               : loader == Loader::Transformers                  ? skippedByTransformers(unit)
                               : isPart(m_config.modulesToNotConvert, unit.path) ? Shards::All
                                                                                 : Shards::None;
        if (skipped == Shards::Some) {
            return {std::nullopt, kMixedShards};
        }
        if (skipped == Shards::All) {
            return {};
        }
        // vLLM and SGLang do not ask for the layout; they prepare gemm's tensors and find others in the files.
        if (loader != Loader::Transformers && m_config.version != "gemm") {
            return {std::nullopt, fmt::format("it reads the gemm layout only, not {}", m_config.version)};
        }
        return {spec, {}};
    }
    /// 2- and 3-bit codes lie in 4 bits, symmetric ones with zero points in the middle.
    bool agrees(const QuantSpec& picked, const QuantSpec& stored) const override {
        return picked.groupSize == stored.groupSize;
    }

private:
    static bool isPart(const std::vector<std::string>& parts, const std::string& path) {
        return std::any_of(parts.begin(), parts.end(),
                           [&](const std::string& part) { return path.find(part) != std::string::npos; });
    }
    /// utils/quant_utils.py `is_layer_skipped`, "substring"; an empty list is filled from the types in the files.
    Shards skippedByVllm(const LoaderUnit& unit) const {
        const auto& parts = m_config.modulesToNotConvert.empty() ? m_inferred : m_config.modulesToNotConvert;
        if (isPart(parts, unit.path)) {
            return Shards::All;
        }
        return unit.isFused() ? shardsOf(unit, [&](const std::string& shard) { return isPart(parts, shard); })
                              : Shards::None;
    }
    /// quantizers_utils.py `should_convert_module`: an entry is an expression, and an end.
    Shards skippedByTransformers(const LoaderUnit& unit) const {
        for (size_t i = 0; i < m_expressions.size(); ++i) {
            if (unit.path.ends_with(m_config.modulesToNotConvert[i]) || m_expressions[i].matches(unit.path)) {
                return Shards::All;
            }
        }
        return Shards::None;
    }

    AwqConfig m_config;
    std::vector<std::string> m_inferred;
    std::vector<PathExpression> m_expressions;
};

/// One entry of `dynamic`.
struct DynamicRule {
    bool skips = false;
    PathExpression expression;
    QuantSpec spec;
};

QuantSpec gptqSpec(const ordered_json& object, const QuantSpec& base) {
    QuantSpec spec = base;
    if (const auto bits = object.find("bits"); bits != object.end() && bits->is_number_integer()) {
        spec.bits = bits->get<int>();
    }
    if (const auto size = object.find("group_size"); size != object.end() && size->is_number_integer()) {
        spec.groupSize = std::max<int64_t>(size->get<int64_t>(), 0); // -1: the whole row
    }
    if (const auto symmetric = object.find("sym"); symmetric != object.end() && symmetric->is_boolean()) {
        spec.symmetric = symmetric->get<bool>();
    }
    return spec;
}

class GptqMatching : public LoaderMatching {
public:
    explicit GptqMatching(const ordered_json& section) {
        QuantSpec usual;
        usual.symmetric = true;
        m_spec = gptqSpec(section, usual);
        const auto dynamic = section.find("dynamic");
        if (dynamic == section.end() || !dynamic->is_object()) {
            return;
        }
        for (const auto& [key, overrides] : dynamic->items()) {
            const bool skips = key.starts_with("-:");
            const std::string expression = skips || key.starts_with("+:") ? key.substr(2) : key;
            m_rules.push_back({skips, PathExpression(expression, kPlace),
                               overrides.is_object() ? gptqSpec(overrides, m_spec) : m_spec});
        }
    }

    /// utils/gptq_utils.py `get_dynamic_override`: the first rule that matches the path, the fused one in vLLM and
    /// SGLang.
    LoaderPick pick(Loader loader, const LoaderUnit& unit) const override {
        const auto rule = std::find_if(m_rules.begin(), m_rules.end(),
                                       [&](const DynamicRule& r) { return r.expression.matches(unit.path); });
        if (rule != m_rules.end() && rule->skips) {
            return {};
        }
        if (loader == Loader::Vllm && !unit.experts) {
            // Without `modules_in_block_to_quantize`, vLLM sees in the files which linears are packed.
            const auto packed = std::count_if(unit.shards.begin(), unit.shards.end(),
                                              [](const ExportModule* shard) { return shard->spec.has_value(); });
            if (packed == 0) {
                return {};
            }
            if (static_cast<size_t>(packed) != unit.shards.size()) {
                return {std::nullopt, kMixedShards};
            }
        }
        return {rule == m_rules.end() ? m_spec : rule->spec, {}};
    }
    /// Zero points in the middle may be read, others may not be left out.
    bool agrees(const QuantSpec& picked, const QuantSpec& stored) const override {
        return picked.bits == stored.bits && picked.groupSize == stored.groupSize &&
               (stored.symmetric || !picked.symmetric);
    }

private:
    QuantSpec m_spec;
    std::vector<DynamicRule> m_rules;
};

} // namespace

std::unique_ptr<LoaderMatching> matchAwq(const ordered_json& section, const std::vector<ExportModule>& modules) {
    std::vector<std::string> dense;
    for (const ExportModule& module : modules) {
        if (!module.spec) {
            dense.push_back(module.linear.module);
        }
    }
    return std::make_unique<AwqMatching>(awqConfigFromJson(section, kPlace), std::move(dense));
}

std::unique_ptr<LoaderMatching> matchGptq(const ordered_json& section) {
    return std::make_unique<GptqMatching>(section);
}

} // namespace salient
