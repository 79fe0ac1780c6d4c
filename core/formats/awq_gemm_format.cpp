// SPDX-License-Identifier: Apache-2.0
#include "core/formats/awq_gemm_format.h"

#include "core/formats/awq_export.h"
#include "core/formats/awq_gemm.h"
#include "core/formats/stored_tensors.h"

#include <fmt/format.h>

namespace salient {

namespace {

constexpr const char* kName = "awq-gemm";
/// Classic AutoAWQ kernels and old Marlin versions take outputs in tiles of 64 (vLLM, SGLang).
constexpr int64_t kKernelOutputs = 64;

QuantSpec adapt(const QuantSpec& wanted) {
    return wanted;
}

std::optional<Issue> check(const ExportLinear& linear, const QuantSpec& spec) {
    if (auto issue = checkAwq(kName, linear, spec)) {
        return issue;
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
    refuseInputOrder(module, weight, kName);
    return namedAwqTensors(module, packAwqGemm(weight));
}

std::string quantizationConfig(const ExportSettings& settings) {
    return awqConfigText("gemm", settings);
}

} // namespace

ExportFormat awqGemmFormat() {
    return {
        kName, "AutoAWQ gemm: 4 bits, for vLLM, SGLang and transformers", adapt, check, plan, pack, quantizationConfig};
}

} // namespace salient
