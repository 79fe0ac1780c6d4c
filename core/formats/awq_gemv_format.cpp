// SPDX-License-Identifier: Apache-2.0
#include "core/formats/awq_gemv_format.h"

#include "core/formats/awq_export.h"
#include "core/formats/awq_gemv.h"
#include "core/formats/stored_tensors.h"

namespace salient {

namespace {

constexpr const char* kName = "awq-gemv";
constexpr int64_t kWordInputs = 8;

std::optional<Issue> check(const ExportLinear& linear, const QuantSpec& spec) {
    return checkAwqGemv(kName, kWordInputs, "word", linear, spec);
}

std::vector<PlannedTensor> plan(const ExportLinear& linear, const QuantSpec& spec) {
    return planAwqGemv(linear.module, linear.out, linear.in, spec.groupSize);
}

std::vector<NamedTensor> pack(const std::string& module, const PackedLinear& weight, const QuantSpec&) {
    refuseInputOrder(module, weight, kName);
    return namedAwqTensors(module, packAwqGemv(weight));
}

std::string quantizationConfig(const ExportSettings& settings) {
    return awqConfigText("gemv", settings);
}

} // namespace

ExportFormat awqGemvFormat() {
    return {kName,
            "AutoAWQ gemv: 4 bits, one sequence at a time, for AutoAWQ and GPTQModel",
            asWanted,
            check,
            plan,
            pack,
            quantizationConfig};
}

} // namespace salient
