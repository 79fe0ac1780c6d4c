// SPDX-License-Identifier: Apache-2.0
#include "core/formats/awq_gemv.h"

#include "core/checkpoint/json_file.h"
#include "kernels/error.h"

#include <fmt/format.h>

#include <cassert>
#include <cstring>

namespace salient {

namespace {

constexpr int64_t kWordCodes = 8;

bool hasLayout(int64_t out, int64_t in, int64_t group) {
    return out % kWordCodes == 0 && in % kWordCodes == 0 && group > 0 && in % group == 0 && awqZeroWords(in, group);
}

} // namespace

std::vector<PlannedTensor> planAwqGemv(const std::string& module, int64_t out, int64_t in, int64_t groupSize) {
    const auto words = awqZeroWords(in, awqGroup(groupSize, in));
    assert(words);
    return {{module + ".qweight", DType::I32, {out, in / kWordCodes}},
            {module + ".qzeros", DType::I32, {out, *words}},
            {module + ".scales", DType::F16, {out, *words * kWordCodes}}};
}

std::vector<PlannedTensor> checkedAwqGemvPlan(const std::string& module, const Shape& outIn, int64_t groupSize) {
    const int64_t out = outIn.at(0);
    const int64_t in = outIn.at(1);
    const int64_t group = awqGroup(groupSize, in);
    if (!hasLayout(out, in, group)) {
        throw inputError(
            "awq.shape",
            fmt::format("{} [{}, {}] cannot be packed by AWQ's gemv layout with group size {}: outputs and "
                        "inputs must be multiples of 8, the inputs also of the group size, and that one "
                        "32, 64 or at least 128.",
                        inQuotes(module), out, in, group));
    }
    return planAwqGemv(module, out, in, groupSize);
}

AwqTensors packAwqGemv(const PackedLinear& weight) {
    const int64_t out = weight.outFeatures();
    const int64_t groups = weight.groups();
    if (weight.bits() > 4 || !hasLayout(out, weight.inFeatures(), weight.groupSize())) {
        throw inputError("awq.shape", fmt::format("A linear [{}, {}] of {} bits in groups of {} cannot be packed by "
                                                  "AWQ's gemv layout.",
                                                  out, weight.inFeatures(), weight.bits(), weight.groupSize()));
    }
    const auto plan = planAwqGemv("", out, weight.inFeatures(), weight.groupSize());
    AwqTensors tensors{Tensor(plan[0].shape, DType::I32), Tensor::zeros(plan[1].shape, DType::I32),
                       Tensor::zeros(plan[2].shape, DType::F16)};
    // Words of eight nibbles are, byte for byte, PackedLinear's own rows.
    std::memcpy(tensors.qweight.span().data, weight.codes().data(), weight.codes().size());
    const auto words = tensors.qzeros.span().as<uint32_t>();
    const auto scales = tensors.scales.span().as<Float16>();
    const int64_t rowWords = plan[1].shape[1];
    for (int64_t row = 0; row < out; ++row) {
        for (int64_t group = 0; group < groups; ++group) {
            const auto from = static_cast<size_t>(row * groups + group);
            words[static_cast<size_t>(row * rowWords + group / kWordCodes)] |=
                static_cast<uint32_t>(weight.zeros()[from]) << (4 * (group % kWordCodes));
            scales[static_cast<size_t>(row * rowWords * kWordCodes + group)] = weight.scales()[from];
        }
    }
    return tensors;
}

PackedLinear unpackAwqGemv(const std::string& module, const AwqViews& tensors, const Shape& outIn, int64_t groupSize) {
    const auto plan = checkedAwqGemvPlan(module, outIn, groupSize);
    checkAwqViews(tensors, plan);
    const int64_t out = outIn[0];
    PackedLinear weight(out, outIn[1], 4, awqGroup(groupSize, outIn[1]));
    std::memcpy(weight.codes().data(), tensors.qweight.data, weight.codes().size());
    const int64_t groups = weight.groups();
    const int64_t rowWords = plan[1].shape[1];
    for (int64_t row = 0; row < out; ++row) {
        for (int64_t group = 0; group < groups; ++group) {
            const auto to = static_cast<size_t>(row * groups + group);
            uint32_t word = 0;
            std::memcpy(&word, tensors.qzeros.data + (row * rowWords + group / kWordCodes) * 4, 4);
            weight.zeros()[to] = static_cast<uint8_t>(word >> (4 * (group % kWordCodes)) & 0xFU);
            std::memcpy(&weight.scales()[to], tensors.scales.data + (row * rowWords * kWordCodes + group) * 2, 2);
        }
    }
    return weight;
}

} // namespace salient
