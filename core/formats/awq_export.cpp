// SPDX-License-Identifier: Apache-2.0
#include "core/formats/awq_export.h"

#include "core/formats/awq_config.h"
#include "core/formats/format_issues.h"
#include "core/formats/module_lists.h"
#include "kernels/error.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <utility>

namespace salient {

namespace {

constexpr int kBits = 4;
constexpr int64_t kWordOutputs = 8;

} // namespace

std::optional<Issue> checkAwq(const std::string& format, const ExportLinear& linear, const QuantSpec& spec) {
    if (auto issue = wrongGroups(linear, spec)) {
        return issue;
    }
    if (linear.out % kWordOutputs != 0) {
        return blocking("format.outputs",
                        fmt::format("{}: its {} outputs are no multiple of {}, which {} packs into one word.",
                                    linear.module, linear.out, kWordOutputs, format));
    }
    if (spec.bits > kBits) {
        return blocking("format.bits", fmt::format("{}: {} holds at most {} bits per weight, and {} were asked for.",
                                                   linear.module, format, kBits, spec.bits));
    }
    return std::nullopt;
}

std::optional<Issue> checkAwqGemv(const std::string& format, int64_t unitInputs, const char* unit,
                                  const ExportLinear& linear, const QuantSpec& spec) {
    auto general = checkAwq(format, linear, spec);
    if (general && general->code != "format.bits") {
        return general;
    }
    if (linear.in % unitInputs != 0) {
        return blocking("format.inputs", fmt::format("{}: its {} inputs are no multiple of {}, which {} packs into one "
                                                     "{}.",
                                                     linear.module, linear.in, unitInputs, format, unit));
    }
    if (const int64_t group = spec.groupFor(linear.in); !awqZeroWords(linear.in, group)) {
        return blocking("format.group_size", fmt::format("{}: {} has groups of 32, 64 or at least 128 inputs, not of "
                                                         "{}.",
                                                         linear.module, format, group));
    }
    return general;
}

QuantSpec asWanted(const QuantSpec& wanted) {
    QuantSpec spec = wanted;
    spec.inputs.reset();
    return spec;
}

std::vector<NamedTensor> namedAwqTensors(const std::string& module, AwqTensors tensors) {
    std::vector<NamedTensor> named;
    named.push_back({module + ".qweight", std::move(tensors.qweight)});
    named.push_back({module + ".qzeros", std::move(tensors.qzeros)});
    named.push_back({module + ".scales", std::move(tensors.scales)});
    return named;
}

/// Symmetric weights have the constant zero point 8 in the file, so that zero_point stays true: without zero points
/// AutoAWQ cannot pack and vLLM leaves its fast path.
std::string awqConfigText(const std::string& version, const ExportSettings& settings) {
    AwqConfig config;
    config.version = version;
    config.groupSize = settings.spec.groupSize;
    std::vector<std::string> packed;
    for (const ExportModule& module : settings.modules) {
        (module.spec ? packed : config.modulesToNotConvert).push_back(module.linear.module);
        if (module.spec && module.spec->groupSize != config.groupSize) {
            throw inputError("format.mixed_groups",
                             fmt::format("{} has the group size {}, but AWQ files have one for all, which would be {}.",
                                         module.linear.module, module.spec->groupSize, config.groupSize));
        }
    }
    // SGLang looks for the linear that it joins, not for those in the file.
    for (const auto& [fused, kept] : fusedModules(settings.modules, [](const auto& m) { return !m.spec; })) {
        if (kept) {
            config.modulesToNotConvert.push_back(fused);
        }
    }
    if (const auto issue = checkModulesToNotConvert(config, packed)) {
        throw inputError(issue->code, issue->sentence);
    }
    return awqConfigToJson(config).dump();
}

} // namespace salient
