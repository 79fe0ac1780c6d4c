// SPDX-License-Identifier: Apache-2.0
#include "core/formats/awq_gemv_fast_format.h"

#include "core/formats/awq_export.h"
#include "core/formats/awq_gemv_fast.h"
#include "core/formats/stored_tensors.h"

#include <fmt/format.h>

namespace salient {

namespace {

constexpr const char* kName = "awq-gemv-fast";
constexpr int64_t kBlockInputs = 64;

QuantSpec adapt(const QuantSpec& wanted) {
    return wanted;
}

std::optional<Issue> check(const ExportLinear& linear, const QuantSpec& spec) {
    if (auto issue = checkAwq(kName, linear, spec); issue && issue->code != "format.bits") {
        return issue;
    }
    if (linear.in % kBlockInputs != 0) {
        return Issue{Severity::Blocking, "format.inputs",
                     fmt::format("{}: its {} inputs are no multiple of {}, which {} packs into one block.",
                                 linear.module, linear.in, kBlockInputs, kName)};
    }
    if (!awqZeroWords(linear.in, spec.groupFor(linear.in))) {
        return Issue{Severity::Blocking, "format.group_size",
                     fmt::format("{}: {} has groups of 32, 64 or at least 128 inputs, not of {}.", linear.module, kName,
                                 spec.groupFor(linear.in))};
    }
    return checkAwq(kName, linear, spec);
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
            adapt,
            check,
            plan,
            pack,
            quantizationConfig};
}

} // namespace salient
