// SPDX-License-Identifier: Apache-2.0
#include "core/formats/awq_gemm_format.h"

#include "core/formats/awq_gemm.h"
#include "kernels/error.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <utility>

namespace salient {

namespace {

constexpr int kBits = 4;
constexpr int64_t kWordOutputs = 8;
/// Classic AutoAWQ kernels and old Marlin versions take outputs in tiles of 64 (vLLM, SGLang).
constexpr int64_t kKernelOutputs = 64;

Issue blocking(std::string code, std::string sentence) {
    return {Severity::Blocking, std::move(code), std::move(sentence)};
}

QuantSpec adapt(const QuantSpec& wanted) {
    return wanted;
}

std::optional<Issue> check(const ExportLinear& linear, const QuantSpec& spec) {
    if (spec.bits > kBits) {
        return blocking("format.bits",
                        fmt::format("{}: awq-gemm holds at most {} bits per weight, and {} were asked for.",
                                    linear.module, kBits, spec.bits));
    }
    if (!spec.fits(linear.in)) {
        return blocking("format.group_size", fmt::format("{}: its {} inputs are no multiple of the group size {}.",
                                                         linear.module, linear.in, spec.groupSize));
    }
    if (linear.out % kWordOutputs != 0) {
        return blocking("format.outputs",
                        fmt::format("{}: its {} outputs are no multiple of {}, which awq-gemm packs into one word.",
                                    linear.module, linear.out, kWordOutputs));
    }
    const int64_t group = spec.groupSize;
    if (group != 0 && group != 32 && group != 64 && group != 128) {
        return Issue{Severity::Warning, "format.slow_group_size",
                     fmt::format("{}: vLLM's fast kernels take groups of 32, 64, 128 or whole rows, not of {}.",
                                 linear.module, group)};
    }
    if (linear.out % kKernelOutputs != 0) {
        return Issue{Severity::Warning, "format.slow_outputs",
                     fmt::format("{}: its {} outputs are no multiple of {}; some loaders fall back to slow kernels or "
                                 "refuse it.",
                                 linear.module, linear.out, kKernelOutputs)};
    }
    return std::nullopt;
}

std::vector<PlannedTensor> plan(const ExportLinear& linear, const QuantSpec& spec) {
    return planAwqGemm(linear.module, linear.out, linear.in, spec.groupSize);
}

std::vector<NamedTensor> pack(const std::string& module, const PackedLinear& weight, const QuantSpec&) {
    AwqGemmTensors tensors = packAwqGemm(weight);
    std::vector<NamedTensor> named;
    named.push_back({module + ".qweight", std::move(tensors.qweight)});
    named.push_back({module + ".qzeros", std::move(tensors.qzeros)});
    named.push_back({module + ".scales", std::move(tensors.scales)});
    return named;
}

/// Symmetric weights have the constant zero point 8 in the file, so that zero_point stays true: without zero points
/// AutoAWQ cannot pack and vLLM leaves its fast path.
std::string quantizationConfig(const ExportSettings& settings) {
    AwqConfig config;
    config.groupSize = settings.spec.groupSize;
    std::vector<std::string> packed;
    for (const ExportModule& module : settings.modules) {
        (module.spec ? packed : config.modulesToNotConvert).push_back(module.linear.module);
    }
    if (const auto issue = checkModulesToNotConvert(config, packed)) {
        throw inputError(issue->code, issue->sentence);
    }
    return awqConfigToJson(config).dump();
}

} // namespace

ExportFormat awqGemmFormat() {
    return {"awq-gemm",        "AutoAWQ gemm: 4 bits, for vLLM, SGLang and transformers", adapt, check, plan, pack,
            quantizationConfig};
}

} // namespace salient
