// SPDX-License-Identifier: Apache-2.0
#include "core/formats/compressed_tensors_format.h"

#include "core/formats/compressed_tensors.h"
#include "core/formats/format_issues.h"
#include "core/formats/module_lists.h"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <map>
#include <tuple>
#include <utility>

namespace salient {

namespace {

using nlohmann::ordered_json;

/// Sets of numbers of bits, one bit each.
constexpr unsigned only(int bits) {
    return 1U << static_cast<unsigned>(bits);
}
/// Those that fill a word.
constexpr unsigned kFillingBits = only(2) | only(4) | only(8);
constexpr unsigned kAllBits = kFillingBits | only(3) | only(5) | only(6) | only(7);

/// Which weights a program takes in pack-quantized. Tried with these versions; vLLM and SGLang on GPUs by their code.
struct LoaderLimits {
    std::string_view name;
    unsigned symmetric;
    unsigned asymmetric;
};
constexpr std::array kLoaders{
    // 4-bit zero points in Marlin only; other widths need the Humming or Conch kernels, which are packages of their
    // own.
    LoaderLimits{"vLLM 0.32 on GPUs", kAllBits, only(4)},
    LoaderLimits{"vLLM 0.32 on a CPU", only(4), only(4)},
    LoaderLimits{"SGLang", only(4) | only(8), only(4)},
    // Zero points only in models with one scheme, see quantizationConfig.
    LoaderLimits{"transformers 5 with compressed-tensors 0.18 to 0.20", kAllBits, kAllBits},
    // 3, 5, 6 and 7 bits in another layout (BitLayout::WholePerWord).
    LoaderLimits{"transformers 5 with compressed-tensors 0.15 to 0.17", kFillingBits, kFillingBits},
    // "Decompression of packed zero points is currently not supported".
    LoaderLimits{"transformers 4 with compressed-tensors 0.12", kFillingBits, 0},
};

/// 8-bit zero points have no kernel in vLLM and crash SGLang's; from 5 bits on they gain next to nothing.
QuantSpec adapt(const QuantSpec& wanted) {
    QuantSpec spec = wanted;
    spec.symmetric = wanted.symmetric || wanted.bits > 4;
    return spec;
}

std::optional<Issue> checkLoaders(const ExportLinear& linear, const QuantSpec& spec) {
    std::vector<std::string_view> refusing;
    for (const LoaderLimits& loader : kLoaders) {
        if (((spec.symmetric ? loader.symmetric : loader.asymmetric) & only(spec.bits)) == 0) {
            refusing.push_back(loader.name);
        }
    }
    if (refusing.empty()) {
        return std::nullopt;
    }
    return Issue{Severity::Warning, spec.symmetric ? "format.loaders_symmetric" : "format.loaders_asymmetric",
                 fmt::format("{}: {} bits {} zero points are not taken by {}.", linear.module, spec.bits,
                             spec.symmetric ? "without" : "with", fmt::join(refusing, ", "))};
}

std::optional<Issue> check(const ExportLinear& linear, const QuantSpec& spec) {
    if (spec.bits < 2 || spec.bits > 8) {
        return blocking("format.bits", fmt::format("{}: compressed-tensors holds 2 to 8 bits per weight, and {} were "
                                                   "asked for.",
                                                   linear.module, spec.bits));
    }
    if (auto issue = wrongGroups(linear, spec)) {
        return issue;
    }
    // vLLM joins the words of q, k and v: padding between them would shift what follows.
    if (!spec.symmetric && linear.out * spec.bits % 32 != 0) {
        return blocking("format.outputs",
                        fmt::format("{}: the zero points of its {} outputs with {} bits do not fill whole words; "
                                    "symmetric rounding needs none.",
                                    linear.module, linear.out, spec.bits));
    }
    if (auto issue = slowGroups(linear, spec)) {
        return issue;
    }
    if (auto issue = slowOutputs(linear)) {
        return issue;
    }
    return checkLoaders(linear, spec);
}

std::vector<PlannedTensor> plan(const ExportLinear& linear, const QuantSpec& spec) {
    return planCompressedTensors(linear.module, linear.out, linear.in, spec);
}

/// What makes two linears members of one group.
auto keyOf(const QuantSpec& spec) {
    return std::tuple(spec.bits, spec.groupSize, spec.symmetric);
}

ordered_json groupJson(const QuantSpec& spec, const std::vector<std::string>& targets) {
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
            {"format", "pack-quantized"},
            {"weights", std::move(weights)},
            {"input_activations", nullptr},
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

/// Explicit targets only: a "Linear" for the rest would also catch what other programs add to the model, and vLLM takes
/// the first expression that fits the fused path, so that each has to end with `$` and name the fused form.
std::string quantizationConfig(const ExportSettings& settings) {
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
        groups[fmt::format("group_{}", groups.size())] = groupJson(spec, patternsOf(settings.modules, inGroup));
        zeroPoints = zeroPoints || !spec.symmetric;
    }
    std::vector<std::string> ignore{settings.head.empty() ? "lm_head" : settings.head};
    for (std::string& pattern : patternsOf(settings.modules, [](const ExportModule& m) { return !m.spec; })) {
        ignore.push_back(std::move(pattern));
    }
    ordered_json section = {
        {"quant_method", "compressed-tensors"}, {"format", "pack-quantized"}, {"quantization_status", "compressed"},
        {"kv_cache_scheme", nullptr},           {"ignore", ignore},           {"config_groups", std::move(groups)}};
    if (zeroPoints && specs.size() == 1) {
        // compressed-tensors 0.18 to 0.20 prepare unpacked zero points for packed ones and then refuse the shapes,
        // unless transformers turns the weights into floats while loading; it would do so in the first forward pass
        // anyway. With several groups it would take the first one's scheme for all.
        section["dequantize"] = true;
    }
    return section.dump();
}

} // namespace

ExportFormat compressedTensorsFormat() {
    return {"compressed-tensors",
            "compressed-tensors pack-quantized: 2 to 8 bits, also mixed, for vLLM, SGLang and transformers",
            adapt,
            check,
            plan,
            packCompressedTensors,
            quantizationConfig,
            nullptr,
            "compressed-tensors"};
}

} // namespace salient
