// SPDX-License-Identifier: Apache-2.0
#include "core/formats/awq_gemv_fast.h"

#include "core/checkpoint/json_file.h"
#include "kernels/error.h"

#include <fmt/format.h>

#include <cassert>
#include <cmath>
#include <cstring>
#include <optional>

namespace salient {

namespace {

constexpr int64_t kBlockInputs = 64;
constexpr int64_t kRowOutputs = 4;
constexpr int64_t kWordZeros = 8;
constexpr int64_t kModuleOutputs = 8; // asserted by the module that loads the layout
constexpr int kMaxZero = 15;

bool hasLayout(int64_t out, int64_t in, int64_t group) {
    return out % kModuleOutputs == 0 && in % kBlockInputs == 0 && group > 0 && in % group == 0 &&
           awqZeroWords(in, group);
}

/// Which halfword and nibble of qweight hold input `i` of output `row`.
struct Place {
    int64_t halfword;
    int shift;
};
Place placeOf(int64_t row, int64_t i, int64_t in) {
    const int64_t within = i % kBlockInputs;
    const int64_t column = i - within + 16 * (row % kRowOutputs) + 8 * (within / 32) + within % 8;
    return {row / kRowOutputs * in + column, static_cast<int>(4 * (within % 32 / 8))};
}

/// Tools that multiply before the scale is rounded are off by two roundings of fp16, 0.015 of a step at 15; a
/// zero point that is no whole number is off by more.
std::optional<uint8_t> zeroOf(float scale, float stored) {
    constexpr float kTolerance = 1.0F / 32;
    if (!std::isfinite(scale)) {
        return std::nullopt;
    }
    if (stored == 0.0F) {
        return uint8_t{0};
    }
    const float ratio = -stored / scale;
    const float zero = std::round(ratio);
    if (!(std::fabs(ratio - zero) <= kTolerance && zero >= 0 && zero <= kMaxZero)) {
        return std::nullopt;
    }
    return static_cast<uint8_t>(zero);
}

void packCodes(const PackedLinear& weight, std::span<uint16_t> halfwords) {
    const int64_t in = weight.inFeatures();
    std::vector<uint8_t> codes(static_cast<size_t>(in));
    for (int64_t row = 0; row < weight.outFeatures(); ++row) {
        weight.unpackRow(row, codes);
        for (int64_t i = 0; i < in; ++i) {
            const Place place = placeOf(row, i, in);
            uint16_t& halfword = halfwords[static_cast<size_t>(place.halfword)];
            halfword = static_cast<uint16_t>(halfword | codes[static_cast<size_t>(i)] << place.shift);
        }
    }
}

void unpackCodes(const TensorView& qweight, PackedLinear& weight) {
    const int64_t in = weight.inFeatures();
    std::vector<uint8_t> codes(static_cast<size_t>(in));
    for (int64_t row = 0; row < weight.outFeatures(); ++row) {
        for (int64_t i = 0; i < in; ++i) {
            const Place place = placeOf(row, i, in);
            uint16_t halfword = 0;
            std::memcpy(&halfword, qweight.data + place.halfword * 2, 2);
            codes[static_cast<size_t>(i)] = static_cast<uint8_t>(halfword >> place.shift & 0xF);
        }
        weight.packRow(row, codes);
    }
}

} // namespace

std::vector<PlannedTensor> planAwqGemvFast(const std::string& module, int64_t out, int64_t in, int64_t groupSize) {
    const auto words = awqZeroWords(in, awqGroup(groupSize, in));
    assert(words);
    return {{module + ".qweight", DType::I16, {out / kRowOutputs, in}},
            {module + ".qzeros", DType::F16, {*words * kWordZeros, out}},
            {module + ".scales", DType::F16, {*words * kWordZeros, out}}};
}

std::vector<PlannedTensor> checkedAwqGemvFastPlan(const std::string& module, const Shape& outIn, int64_t groupSize) {
    const int64_t out = outIn.at(0);
    const int64_t in = outIn.at(1);
    const int64_t group = awqGroup(groupSize, in);
    if (!hasLayout(out, in, group)) {
        throw inputError("awq.shape",
                         fmt::format("{} [{}, {}] cannot be packed by AWQ's gemv_fast layout with group size {}: the "
                                     "outputs must be a multiple of 8, the inputs one of 64 and of the group size, and "
                                     "that one 32, 64 or at least 128.",
                                     inQuotes(module), out, in, group));
    }
    return planAwqGemvFast(module, out, in, groupSize);
}

AwqTensors packAwqGemvFast(const PackedLinear& weight) {
    const int64_t out = weight.outFeatures();
    const int64_t groups = weight.groups();
    if (weight.bits() > 4 || !hasLayout(out, weight.inFeatures(), weight.groupSize())) {
        throw inputError("awq.shape", fmt::format("A linear [{}, {}] of {} bits in groups of {} cannot be packed by "
                                                  "AWQ's gemv_fast layout.",
                                                  out, weight.inFeatures(), weight.bits(), weight.groupSize()));
    }
    const auto plan = planAwqGemvFast("", out, weight.inFeatures(), weight.groupSize());
    AwqTensors tensors{Tensor::zeros(plan[0].shape, DType::I16), Tensor::zeros(plan[1].shape, DType::F16),
                       Tensor::zeros(plan[2].shape, DType::F16)};
    packCodes(weight, tensors.qweight.span().as<uint16_t>());
    const auto zeros = tensors.qzeros.span().as<Float16>();
    const auto scales = tensors.scales.span().as<Float16>();
    for (int64_t row = 0; row < out; ++row) {
        for (int64_t group = 0; group < groups; ++group) {
            const auto from = static_cast<size_t>(row * groups + group);
            const auto to = static_cast<size_t>(group * out + row);
            const int zero = weight.zeros()[from];
            const float scale = toFloat(weight.scales()[from]);
            scales[to] = weight.scales()[from];
            zeros[to] = toFloat16(-(scale * static_cast<float>(zero)));
            if (scale != 0.0F && zeroOf(scale, toFloat(zeros[to])) != zero) {
                throw inputError("awq.zero_point",
                                 fmt::format("Output {}, group {}: fp16 cannot hold the product of the scale {} and "
                                             "the zero point {}, which AWQ's gemv_fast layout stores.",
                                             row, group, scale, zero));
            }
        }
    }
    return tensors;
}

PackedLinear unpackAwqGemvFast(const std::string& module, const AwqViews& tensors, const Shape& outIn,
                               int64_t groupSize) {
    checkAwqViews(tensors, checkedAwqGemvFastPlan(module, outIn, groupSize));
    const int64_t out = outIn[0];
    PackedLinear weight(out, outIn[1], 4, awqGroup(groupSize, outIn[1]));
    unpackCodes(tensors.qweight, weight);
    const int64_t groups = weight.groups();
    for (int64_t group = 0; group < groups; ++group) {
        for (int64_t row = 0; row < out; ++row) {
            const auto to = static_cast<size_t>(row * groups + group);
            Float16 stored;
            std::memcpy(&stored, tensors.qzeros.data + (group * out + row) * 2, 2);
            std::memcpy(&weight.scales()[to], tensors.scales.data + (group * out + row) * 2, 2);
            const float scale = toFloat(weight.scales()[to]);
            const auto zero = zeroOf(scale, toFloat(stored));
            if (!zero) {
                throw inputError("awq.zero_point",
                                 fmt::format("{}.qzeros: output {}, group {} holds {} at the scale {}, which is -scale "
                                             "times no whole zero point in 0 to {}.",
                                             inQuotes(module), row, group, toFloat(stored), scale, kMaxZero));
            }
            weight.zeros()[to] = *zero;
        }
    }
    return weight;
}

} // namespace salient
