// SPDX-License-Identifier: Apache-2.0
#include "core/formats/gptq_format.h"

#include "core/formats/format_issues.h"
#include "core/formats/gptq.h"
#include "core/formats/gptq_dynamic.h"
#include "core/formats/stored_tensors.h"
#include "core/version.h"
#include "kernels/error.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <utility>

namespace salient {

namespace {

constexpr const char* kV1Name = "gptq";
constexpr const char* kV2Name = "gptq-v2";
/// Marlin and ExLlama kernels take outputs in tiles of 64, and inputs in steps of 32 at least.
constexpr int64_t kKernelOutputs = 64;
constexpr int64_t kKernelInputs = 32;

bool hasBits(int bits) {
    return bits == 2 || bits == 3 || bits == 4 || bits == 8;
}

/// vLLM and SGLang read GPTQ as symmetric only (and 4 and 8 bits), and version 1 has no zero point of 0.
QuantSpec adaptV1(const QuantSpec& wanted) {
    QuantSpec spec = wanted;
    spec.symmetric = true;
    spec.inputs.reset();
    return spec;
}

/// With 8 bits the zero point matters little and fast kernels want it symmetric.
QuantSpec adaptV2(const QuantSpec& wanted) {
    QuantSpec spec = wanted;
    spec.symmetric = wanted.symmetric || wanted.bits == 8;
    spec.inputs.reset();
    return spec;
}

std::optional<Issue> checkShape(const ExportLinear& linear, const QuantSpec& spec, int bits) {
    if (auto issue = wrongGroups(linear, spec)) {
        return issue;
    }
    if (!fillsGptqWords(linear.out, bits)) {
        return blocking("format.outputs", fmt::format("{}: zero points of {} bits for its {} outputs do not fill whole "
                                                      "words of 32 bits, as GPTQ packs them.",
                                                      linear.module, bits, linear.out));
    }
    if (!fillsGptqWords(linear.in, bits)) {
        return blocking("format.inputs",
                        fmt::format("{}: codes of {} bits for its {} inputs do not fill whole words of "
                                    "32 bits, as GPTQ packs them.",
                                    linear.module, bits, linear.in));
    }
    return std::nullopt;
}

std::optional<Issue> checkSpeed(const ExportLinear& linear, const QuantSpec& spec) {
    const auto warning = [](const char* code, std::string sentence) {
        return Issue{Severity::Warning, code, std::move(sentence)};
    };
    if (!spec.symmetric || (spec.bits != 4 && spec.bits != 8)) {
        return warning("format.few_loaders",
                       fmt::format("{}: vLLM and SGLang read GPTQ with 4 or 8 bits and symmetric zero points only, not "
                                   "{} bits {}; GPTQModel and ExLlama-style engines do.",
                                   linear.module, spec.bits, spec.symmetric ? "symmetric" : "asymmetric"));
    }
    if (auto issue = slowGroups(linear, spec)) {
        return issue;
    }
    if (linear.out % kKernelOutputs != 0 || linear.in % kKernelInputs != 0) {
        return warning("format.slow_outputs",
                       fmt::format("{}: its {} outputs are no multiple of {} or its {} inputs none of {}; some loaders "
                                   "fall back to slow kernels or refuse it.",
                                   linear.module, linear.out, kKernelOutputs, linear.in, kKernelInputs));
    }
    return std::nullopt;
}

std::optional<Issue> check(const ExportLinear& linear, const QuantSpec& spec) {
    if (hasBits(spec.bits)) {
        const auto issue = checkShape(linear, spec, spec.bits);
        return issue ? issue : checkSpeed(linear, spec);
    }
    if (const auto issue = checkShape(linear, spec, 4)) {
        return issue;
    }
    return blocking("format.bits", fmt::format("{}: GPTQ holds 2, 3, 4 or 8 bits per weight, and {} were asked for.",
                                               linear.module, spec.bits));
}

std::vector<PlannedTensor> plan(const ExportLinear& linear, const QuantSpec& spec) {
    return planGptq(linear.module, {linear.out, linear.in}, spec.bits, spec.groupSize);
}

std::vector<NamedTensor> pack(const std::string& module, const PackedLinear& weight, GptqVersion version) {
    GptqTensors tensors = packGptq(weight, version);
    std::vector<NamedTensor> named;
    named.push_back({module + ".qweight", std::move(tensors.qweight)});
    named.push_back({module + ".qzeros", std::move(tensors.qzeros)});
    named.push_back({module + ".scales", std::move(tensors.scales)});
    named.push_back({module + ".g_idx", std::move(tensors.gIdx)});
    return named;
}

std::vector<NamedTensor> packV1(const std::string& module, const PackedLinear& weight, const QuantSpec&) {
    const auto zeros = weight.zeros();
    if (std::find(zeros.begin(), zeros.end(), 0) != zeros.end()) {
        throw inputError(
            "format.zero_point",
            fmt::format("{}: a group has the zero point 0, which {} cannot store (it stores one less) in a "
                        "way that all loaders read: write {}.",
                        module, kV1Name, kV2Name));
    }
    return pack(module, weight, GptqVersion::V1);
}

std::vector<NamedTensor> packV2(const std::string& module, const PackedLinear& weight, const QuantSpec&) {
    return pack(module, weight, GptqVersion::V2);
}

nlohmann::ordered_json configuration(const ExportSettings& settings, const char* checkpointFormat) {
    const QuantSpec& spec = settings.spec;
    nlohmann::ordered_json section{{"quant_method", "gptq"},
                                   {"bits", spec.bits},
                                   {"group_size", spec.groupSize == 0 ? -1 : spec.groupSize},
                                   {"desc_act", settings.actOrder},
                                   {"sym", spec.symmetric},
                                   {"lm_head", false},
                                   {"true_sequential", true},
                                   {"static_groups", false},
                                   {"checkpoint_format", checkpointFormat},
                                   {"pack_dtype", "int32"}};
    if (auto dynamic = gptqDynamic(settings); !dynamic.empty()) {
        section["dynamic"] = std::move(dynamic);
    }
    section["meta"]["quantizer"] = std::vector<std::string>{fmt::format("salient:{}", programVersion())};
    return section;
}

std::string configV1(const ExportSettings& settings) {
    return configuration(settings, "gptq").dump();
}
std::string configV2(const ExportSettings& settings) {
    return configuration(settings, "gptq_v2").dump();
}

std::vector<SideFile> sideFilesV1(const ExportSettings& settings) {
    return {{"quantize_config.json", configuration(settings, "gptq").dump(2) + "\n"}};
}
std::vector<SideFile> sideFilesV2(const ExportSettings& settings) {
    return {{"quantize_config.json", configuration(settings, "gptq_v2").dump(2) + "\n"}};
}

} // namespace

ExportFormat gptqFormat() {
    return {kV1Name,     "GPTQ: symmetric 2, 3, 4 and 8 bits, mixed, for vLLM and SGLang (4 and 8 bits) and GPTQModel",
            adaptV1,     check,
            plan,        packV1,
            configV1,    sideFilesV1,
            "gptqmodel", true};
}

ExportFormat gptqV2Format() {
    return {kV2Name,     "GPTQ v2: 2, 3, 4 and 8 bits with any zero points, mixed, for GPTQModel",
            adaptV2,     check,
            plan,        packV2,
            configV2,    sideFilesV2,
            "gptqmodel", true};
}

} // namespace salient
