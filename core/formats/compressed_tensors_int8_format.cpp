// SPDX-License-Identifier: Apache-2.0
#include "core/formats/compressed_tensors_int8_format.h"

#include "core/formats/compressed_tensors.h"
#include "core/formats/compressed_tensors_section.h"
#include "core/formats/format_issues.h"

#include <fmt/format.h>

#include <utility>

namespace salient {

namespace {

constexpr int kBits = 8;

QuantSpec adapt(const QuantSpec& wanted) {
    QuantSpec spec = wanted;
    spec.symmetric = true;
    spec.inputs = TokenRounding{kBits, 0.0F};
    return spec;
}

std::optional<Issue> check(const ExportLinear& linear, const QuantSpec& spec) {
    if (spec.bits != kBits) {
        return blocking("format.bits", fmt::format("{}: compressed-tensors int-quantized holds 8 bits per weight, and "
                                                   "{} were asked for.",
                                                   linear.module, spec.bits));
    }
    if (spec.groupSize != 0) {
        return blocking("format.whole_rows",
                        fmt::format("{}: compressed-tensors int-quantized has one scale for each output channel (group "
                                    "size 0), and groups of {} were asked for.",
                                    linear.module, spec.groupSize));
    }
    return std::nullopt;
}

std::vector<PlannedTensor> plan(const ExportLinear& linear, const QuantSpec&) {
    return planCompressedTensorsBytes(linear.module, linear.out, linear.in);
}

std::vector<NamedTensor> pack(const std::string& module, const PackedLinear& weight, const QuantSpec&) {
    return packCompressedTensorsBytes(module, weight);
}

std::string quantizationConfig(const ExportSettings& settings) {
    return compressedTensorsSection(settings, "int-quantized");
}

} // namespace

ExportFormat compressedTensorsInt8Format() {
    return {"compressed-tensors-int8",
            "compressed-tensors int-quantized: W8A8, 8-bit weights and inputs, for vLLM, SGLang and transformers",
            adapt,
            check,
            plan,
            pack,
            quantizationConfig,
            nullptr,
            "compressed-tensors"};
}

} // namespace salient
