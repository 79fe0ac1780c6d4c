// SPDX-License-Identifier: Apache-2.0
#include "core/formats/compressed_tensors_section.h"

#include "core/formats/module_lists.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <cassert>
#include <functional>
#include <map>
#include <tuple>
#include <utility>

namespace salient {

namespace {

using nlohmann::ordered_json;

/// What makes two linears members of one group.
auto keyOf(const QuantSpec& spec) {
    return std::tuple(spec.bits, spec.groupSize, spec.symmetric);
}

/// Per token, from the values themselves; "dynamic" excludes scales from calibration.
ordered_json inputsJson(const QuantSpec& spec) {
    if (!spec.inputs) {
        return nullptr;
    }
    assert(spec.inputs->outlier == 0.0F);
    return {{"num_bits", spec.inputs->bits}, {"type", "int"},   {"symmetric", true},   {"strategy", "token"},
            {"group_size", nullptr},         {"dynamic", true}, {"actorder", nullptr}, {"observer", nullptr}};
}

ordered_json groupJson(const QuantSpec& spec, const char* format, const std::vector<std::string>& targets) {
    const bool channel = spec.groupSize == 0;
    ordered_json weights = {{"num_bits", spec.bits},
                            {"type", "int"},
                            {"symmetric", spec.symmetric},
                            {"strategy", channel ? "channel" : "group"},
                            {"group_size", channel ? ordered_json() : ordered_json(spec.groupSize)},
                            {"dynamic", false},
                            {"actorder", nullptr},
                            {"observer", "minmax"}};
    return {{"targets", targets},
            {"format", format},
            {"weights", std::move(weights)},
            {"input_activations", inputsJson(spec)},
            {"output_activations", nullptr}};
}

std::vector<std::string> patternsOf(const std::vector<ExportModule>& modules,
                                    const std::function<bool(const ExportModule&)>& chosen) {
    std::vector<std::string> patterns = moduleExpressions(modules, chosen);
    for (std::string& pattern : patterns) {
        pattern.insert(0, "re:");
    }
    return patterns;
}

} // namespace

std::string compressedTensorsSection(const ExportSettings& settings, const char* format) {
    std::map<decltype(keyOf({})), QuantSpec> specs;
    for (const ExportModule& module : settings.modules) {
        if (module.spec) {
            specs.try_emplace(keyOf(*module.spec), *module.spec);
        }
    }
    ordered_json groups = ordered_json::object();
    bool zeroPoints = false;
    for (const auto& [key, spec] : specs) {
        const auto inGroup = [&key = key](const ExportModule& m) { return m.spec && keyOf(*m.spec) == key; };
        groups[fmt::format("group_{}", groups.size())] = groupJson(spec, format, patternsOf(settings.modules, inGroup));
        zeroPoints = zeroPoints || !spec.symmetric;
    }
    std::vector<std::string> ignore{settings.head.empty() ? "lm_head" : settings.head};
    for (std::string& pattern : patternsOf(settings.modules, [](const ExportModule& m) { return !m.spec; })) {
        ignore.push_back(std::move(pattern));
    }
    ordered_json section = {
        {"quant_method", "compressed-tensors"}, {"format", format}, {"quantization_status", "compressed"},
        {"kv_cache_scheme", nullptr},           {"ignore", ignore}, {"config_groups", std::move(groups)}};
    if (zeroPoints && specs.size() == 1) {
        // compressed-tensors 0.18 to 0.20 prepare unpacked zero points for packed ones and then refuse the shapes,
        // unless transformers turns the weights into floats while loading; it would do so in the first forward pass
        // anyway. With several groups it would take the first one's scheme for all.
        section["dequantize"] = true;
    }
    return section.dump();
}

} // namespace salient
