// SPDX-License-Identifier: Apache-2.0
#include "core/formats/compressed_tensors.h"

#include "core/formats/bit_stream.h"
#include "core/formats/stored_tensors.h"
#include "kernels/error.h"

#include <fmt/format.h>

#include <algorithm>
#include <cassert>
#include <utility>

namespace salient {

namespace {

Tensor packRows(const PackedLinear& weight) {
    const int64_t rowWords = wordsFor(BitLayout::Dense, weight.inFeatures(), weight.bits());
    Tensor words = Tensor::zeros({weight.outFeatures(), rowWords}, DType::I32);
    const auto all = words.span().as<uint32_t>();
    std::vector<uint8_t> codes(static_cast<size_t>(weight.inFeatures()));
    for (int64_t row = 0; row < weight.outFeatures(); ++row) {
        weight.unpackRow(row, codes);
        packCodes(codes, weight.bits(),
                  all.subspan(static_cast<size_t>(row * rowWords), static_cast<size_t>(rowWords)));
    }
    return words;
}

/// [out, groups] to words along the outputs.
Tensor packZeros(const PackedLinear& weight) {
    const auto out = static_cast<size_t>(weight.outFeatures());
    const auto groups = static_cast<size_t>(weight.groups());
    const int64_t rows = wordsFor(BitLayout::Dense, weight.outFeatures(), weight.bits());
    Tensor words({rows, weight.groups()}, DType::I32);
    const auto all = words.span().as<uint32_t>();
    std::vector<uint8_t> column(out);
    for (size_t group = 0; group < groups; ++group) {
        for (size_t row = 0; row < out; ++row) {
            column[row] = weight.zeros()[row * groups + group];
        }
        std::vector<uint32_t> packed(static_cast<size_t>(rows));
        packCodes(column, weight.bits(), packed);
        for (size_t row = 0; row < packed.size(); ++row) {
            all[row * groups + group] = packed[row];
        }
    }
    return words;
}

Tensor scalesOf(const PackedLinear& weight) {
    Tensor scales({weight.outFeatures(), weight.groups()}, DType::F16);
    std::copy(weight.scales().begin(), weight.scales().end(), scales.span().as<Float16>().begin());
    return scales;
}

Tensor shapeOf(const PackedLinear& weight) {
    Tensor shape({2}, DType::I64);
    const auto values = shape.span().as<int64_t>();
    values[0] = weight.outFeatures();
    values[1] = weight.inFeatures();
    return shape;
}

void checkSymmetric(const std::string& module, const PackedLinear& weight) {
    const uint8_t middle = static_cast<uint8_t>(1U << static_cast<unsigned>(weight.bits() - 1));
    if (!std::all_of(weight.zeros().begin(), weight.zeros().end(), [&](uint8_t zero) { return zero == middle; })) {
        throw internalError(
            "ct.not_symmetric",
            fmt::format("{} should be written as symmetric, but has zero points other than {}.", module, middle));
    }
}

} // namespace

std::vector<PlannedTensor> planCompressedTensors(const std::string& module, int64_t out, int64_t in,
                                                 const QuantSpec& spec) {
    const int64_t groups = spec.groupsFor(in);
    std::vector<PlannedTensor> tensors{
        {module + ".weight_packed", DType::I32, {out, wordsFor(BitLayout::Dense, in, spec.bits)}},
        {module + ".weight_scale", DType::F16, {out, groups}},
        {module + ".weight_shape", DType::I64, {2}}};
    if (!spec.symmetric) {
        tensors.push_back(
            {module + ".weight_zero_point", DType::I32, {wordsFor(BitLayout::Dense, out, spec.bits), groups}});
    }
    return tensors;
}

std::vector<NamedTensor> packCompressedTensors(const std::string& module, const PackedLinear& weight,
                                               const QuantSpec& spec) {
    assert(spec.bits == weight.bits() && spec.groupFor(weight.inFeatures()) == weight.groupSize());
    refuseInputOrder(module, weight, "compressed-tensors");
    std::vector<NamedTensor> tensors;
    tensors.push_back({module + ".weight_packed", packRows(weight)});
    tensors.push_back({module + ".weight_scale", scalesOf(weight)});
    tensors.push_back({module + ".weight_shape", shapeOf(weight)});
    if (spec.symmetric) {
        checkSymmetric(module, weight);
    } else {
        tensors.push_back({module + ".weight_zero_point", packZeros(weight)});
    }
    return tensors;
}

std::vector<PlannedTensor> planCompressedTensorsBytes(const std::string& module, int64_t out, int64_t in) {
    return {{module + ".weight", DType::I8, {out, in}}, {module + ".weight_scale", DType::F16, {out, 1}}};
}

std::vector<NamedTensor> packCompressedTensorsBytes(const std::string& module, const PackedLinear& weight) {
    assert(weight.bits() == 8 && weight.groups() == 1);
    refuseInputOrder(module, weight, "compressed-tensors");
    checkSymmetric(module, weight);
    Tensor bytes({weight.outFeatures(), weight.inFeatures()}, DType::I8);
    std::transform(weight.codes().begin(), weight.codes().end(), bytes.span().as<int8_t>().begin(),
                   [](uint8_t code) { return static_cast<int8_t>(code - 128); });
    std::vector<NamedTensor> tensors;
    tensors.push_back({module + ".weight", std::move(bytes)});
    tensors.push_back({module + ".weight_scale", scalesOf(weight)});
    return tensors;
}

} // namespace salient
