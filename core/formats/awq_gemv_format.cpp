// SPDX-License-Identifier: Apache-2.0
#include "core/formats/awq_gemv_format.h"

#include "core/formats/awq_export.h"
#include "core/formats/awq_gemv.h"
#include "core/formats/stored_tensors.h"

#include <fmt/format.h>

namespace salient {

namespace {

constexpr const char* kName = "awq-gemv";
constexpr int64_t kWordInputs = 8;

QuantSpec adapt(const QuantSpec& wanted) {
    return wanted;
}

std::optional<Issue> check(const ExportLinear& linear, const QuantSpec& spec) {
    if (auto issue = checkAwq(kName, linear, spec); issue && issue->code != "format.bits") {
        return issue;
    }
    if (linear.in % kWordInputs != 0) {
        return Issue{Severity::Blocking, "format.inputs",
                     fmt::format("{}: its {} inputs are no multiple of {}, which {} packs into one word.",
                                 linear.module, linear.in, kWordInputs, kName)};
    }
    if (!awqZeroWords(linear.in, spec.groupFor(linear.in))) {
        return Issue{Severity::Blocking, "format.group_size",
                     fmt::format("{}: {} has groups of 32, 64 or at least 128 inputs, not of {}.", linear.module, kName,
                                 spec.groupFor(linear.in))};
    }
    return checkAwq(kName, linear, spec);
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
            adapt,
            check,
            plan,
            pack,
            quantizationConfig};
}

} // namespace salient
