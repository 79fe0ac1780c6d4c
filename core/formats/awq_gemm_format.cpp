// SPDX-License-Identifier: Apache-2.0
#include "core/formats/awq_gemm_format.h"

#include "core/formats/awq_export.h"
#include "core/formats/awq_gemm.h"
#include "core/formats/format_issues.h"
#include "core/formats/stored_tensors.h"

namespace salient {

namespace {

constexpr const char* kName = "awq-gemm";

std::optional<Issue> check(const ExportLinear& linear, const QuantSpec& spec) {
    if (auto issue = checkAwq(kName, linear, spec)) {
        return issue;
    }
    if (auto issue = slowGroups(linear, spec)) {
        return issue;
    }
    return slowOutputs(linear);
}

std::vector<PlannedTensor> plan(const ExportLinear& linear, const QuantSpec& spec) {
    return planAwqGemm(linear.module, linear.out, linear.in, spec.groupSize);
}

std::vector<NamedTensor> pack(const std::string& module, const PackedLinear& weight, const QuantSpec&) {
    refuseInputOrder(module, weight, kName);
    return namedAwqTensors(module, packAwqGemm(weight));
}

std::string quantizationConfig(const ExportSettings& settings) {
    return awqConfigText("gemm", settings);
}

} // namespace

ExportFormat awqGemmFormat() {
    return {kName,
            "AutoAWQ gemm: 4 bits, for vLLM, SGLang and transformers",
            asWanted,
            check,
            plan,
            pack,
            quantizationConfig};
}

} // namespace salient
