// SPDX-License-Identifier: Apache-2.0
#include "core/formats/loader_rules.h"

#include "core/checkpoint/json_file.h"
#include "core/formats/format_issues.h"
#include "core/formats/loader_matching.h"
#include "core/formats/module_lists.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <map>

namespace salient {

namespace {

using nlohmann::ordered_json;

constexpr const char* kPlace = "quantization_config";
constexpr std::array kLoaders{Loader::Vllm, Loader::SgLang, Loader::Transformers};

std::unique_ptr<LoaderMatching> matchingOf(const ordered_json& section, const std::vector<ExportModule>& modules) {
    const auto method = section.is_object() ? section.find("quant_method") : section.end();
    if (method == section.end() || !method->is_string()) {
        return nullptr;
    }
    if (*method == "compressed-tensors") {
        return matchCompressedTensors(section);
    }
    if (*method == "awq") {
        return matchAwq(section, modules);
    }
    return *method == "gptq" ? matchGptq(section) : nullptr;
}

/// transformers builds every linear by itself; vLLM and SGLang join q, k and v, gate and up, and the experts.
std::vector<LoaderUnit> unitsOf(Loader loader, const std::vector<ExportModule>& modules) {
    std::vector<LoaderUnit> units;
    std::map<std::string, size_t> sets;
    for (const ExportModule& module : modules) {
        if (loader == Loader::Transformers || module.fusedSet.empty()) {
            units.push_back({module.linear.module, "RowParallelLinear", false, {&module}});
            continue;
        }
        const auto [at, isNew] = sets.try_emplace(module.fusedSet, units.size());
        if (isNew) {
            const std::string fused = fusedModule(module.fusedSet);
            const char* className = fused.empty()                 ? "RoutedExperts"
                                    : fused.ends_with("qkv_proj") ? "QKVParallelLinear"
                                                                  : "MergedColumnParallelLinear";
            units.push_back({fused.empty() ? module.fusedSet : fused, className, fused.empty(), {}});
        }
        units[at->second].shards.push_back(&module);
    }
    return units;
}

std::string schemeText(const std::optional<QuantSpec>& spec) {
    if (!spec) {
        return "16 bits";
    }
    const std::string groups = spec->groupSize == 0 ? "whole rows" : fmt::format("groups of {}", spec->groupSize);
    return fmt::format("{} bits in {} {} zero points", spec->bits, groups, spec->symmetric ? "without" : "with");
}

/// Linears by what is wrong with them, in the order in which that was found.
class Findings {
public:
    /// `shown` stands in the sentence; `linears` are meant.
    void add(const std::string& what, const std::string& shown, const std::vector<std::string>& linears) {
        auto found = std::find_if(m_entries.begin(), m_entries.end(), [&](const auto& e) { return e.what == what; });
        if (found == m_entries.end()) {
            found = m_entries.insert(found, {what, {}, {}});
        }
        found->shown.push_back(shown);
        found->linears.insert(found->linears.end(), linears.begin(), linears.end());
    }
    template <typename Sentence>
    void report(Loader loader, const char* code, const Sentence& sentence,
                std::vector<LoaderDisagreement>& disagreements) const {
        for (const Entry& entry : m_entries) {
            disagreements.push_back(
                {loader, {Severity::Warning, code, sentence(entry.what, shortList(entry.shown, 2))}, entry.linears});
        }
    }

private:
    struct Entry {
        std::string what;
        std::vector<std::string> shown;
        std::vector<std::string> linears;
    };
    std::vector<Entry> m_entries;
};

void replayOne(Loader loader, const LoaderMatching& matching, const std::vector<ExportModule>& modules,
               LoaderReplay& replay) {
    Findings refused;
    Findings different;
    for (const LoaderUnit& unit : unitsOf(loader, modules)) {
        LoaderPick pick = matching.pick(loader, unit);
        LoaderChoice choice{loader, unit.path, {}, pick.spec, pick.refusal, pick.refusal.empty()};
        for (const ExportModule* shard : unit.shards) {
            const bool same = pick.spec.has_value() == shard->spec.has_value() &&
                              (!pick.spec || matching.agrees(*pick.spec, *shard->spec));
            choice.linears.push_back(shard->linear.module);
            if (pick.refusal.empty() && !same) {
                choice.agrees = false;
                different.add(
                    fmt::format("for {}, but the file holds {}", schemeText(pick.spec), schemeText(shard->spec)),
                    shard->linear.module, {shard->linear.module});
            }
        }
        if (!pick.refusal.empty()) {
            refused.add(pick.refusal, unit.path, choice.linears);
        }
        replay.choices.push_back(std::move(choice));
    }
    const std::string_view name = loaderName(loader);
    refused.report(
        loader, "loader.refuses",
        [&](const std::string& reason, const std::string& names) {
            return fmt::format("{} refuses {}: {}.", name, names, reason);
        },
        replay.disagreements);
    different.report(
        loader, "loader.other_scheme",
        [&](const std::string& schemes, const std::string& names) {
            return fmt::format("{} takes {} {}: it fails when it loads the weights.", name, names, schemes);
        },
        replay.disagreements);
}

} // namespace

std::string_view loaderName(Loader loader) {
    switch (loader) {
    case Loader::Vllm:
        return "vLLM";
    case Loader::SgLang:
        return "SGLang";
    case Loader::Transformers:
        break;
    }
    return "transformers";
}

LoaderReplay replayLoaders(const std::string& quantizationConfig, const std::vector<ExportModule>& modules) {
    LoaderReplay replay;
    const auto matching = matchingOf(parseOrderedJson(quantizationConfig, kPlace), modules);
    if (matching) {
        for (const Loader loader : kLoaders) {
            replayOne(loader, *matching, modules, replay);
        }
    }
    return replay;
}

} // namespace salient
