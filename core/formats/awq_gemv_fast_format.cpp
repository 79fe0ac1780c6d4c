// SPDX-License-Identifier: Apache-2.0
#include "core/formats/awq_gemv_fast_format.h"

#include "core/formats/awq_export.h"
#include "core/formats/awq_gemv_fast.h"
#include "core/formats/stored_tensors.h"

namespace salient {

namespace {

constexpr const char* kName = "awq-gemv-fast";
constexpr int64_t kBlockInputs = 64;

std::optional<Issue> check(const ExportLinear& linear, const QuantSpec& spec) {
    return checkAwqGemv(kName, kBlockInputs, "block", linear, spec);
}

std::vector<PlannedTensor> plan(const ExportLinear& linear, const QuantSpec& spec) {
    return planAwqGemvFast(linear.module, linear.out, linear.in, spec.groupSize);
}

std::vector<NamedTensor> pack(const std::string& module, const PackedLinear& weight, const QuantSpec&) {
    refuseInputOrder(module, weight, kName);
    return namedAwqTensors(module, packAwqGemvFast(weight));
}

std::string quantizationConfig(const ExportSettings& settings) {
    return awqConfigText("gemv_fast", settings);
}

} // namespace

ExportFormat awqGemvFastFormat() {
    return {kName,
            "AutoAWQ gemv_fast: 4 bits, few sequences at a time, for AutoAWQ and GPTQModel",
            asWanted,
            check,
            plan,
            pack,
            quantizationConfig};
}

} // namespace salient
