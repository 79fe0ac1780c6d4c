// SPDX-License-Identifier: Apache-2.0
#include "kernels/cpu/cpu_backend.h"
#include "kernels/cpu/cpu_quantization_rows.h"
#include "kernels/cpu/isa/group_rounding.h"
#include "kernels/error.h"

#include <fmt/format.h>

#include <cassert>
#include <cmath>
#include <limits>

namespace salient {
namespace {

constexpr int64_t kNone = std::numeric_limits<int64_t>::max();

// 1 / s, one division per column instead of one per weight.
std::vector<float> reciprocals(const TensorView& columnScale) {
    std::vector<float> inverse(static_cast<size_t>(columnScale.elements()));
    for (size_t j = 0; j < inverse.size(); ++j) {
        inverse[j] = 1.0F / columnScale.floats()[j];
    }
    return inverse;
}

// Runs `roundRow(weight row, columns, output row)` over all rows in parallel.
template <typename RoundRow>
void roundRows(const TensorView& weight, const TensorView& columnScale, const TensorSpan& out, RoundRow roundRow) {
    const int64_t rows = weight.rows();
    const int64_t in = weight.columns();
    assert(out.elements() == rows * in && (columnScale.empty() || columnScale.elements() == in));
    const std::vector<float> inverse = reciprocals(columnScale);
    const ColumnScale columns =
        columnScale.empty() ? ColumnScale{} : ColumnScale{columnScale.floats().data(), inverse.data()};
    float* target = out.floats().data();
#pragma omp parallel
    {
        std::vector<float> scratch;
#pragma omp for schedule(static)
        for (int64_t row = 0; row < rows; ++row) {
            roundRow(rowAsFloats(weight, row, scratch), columns, target + row * in);
        }
    }
}

// First element of the rows that is not finite or, when it goes through fp16, overflows there; kNone when there is
// none.
int64_t firstUnusable(const TensorView& weight, RangeRule rule) {
    const int64_t rows = weight.rows();
    const int64_t in = weight.columns();
    // 65520 and above round to infinity in fp16.
    const float bound = rule == RangeRule::AutoAwqHalf ? 65520.0F : std::numeric_limits<float>::infinity();
    int64_t first = kNone;
#pragma omp parallel
    {
        std::vector<float> scratch;
#pragma omp for schedule(static) reduction(min : first)
        for (int64_t row = 0; row < rows; ++row) {
            const float* values = rowAsFloats(weight, row, scratch);
            for (int64_t j = 0; j < in; ++j) {
                if (!(std::fabs(values[j]) < bound)) {
                    first = std::min(first, row * in + j);
                    break;
                }
            }
        }
    }
    return first;
}

void refuseUnusable(const TensorView& weight, RangeRule rule) {
    const int64_t at = firstUnusable(weight, rule);
    if (at == kNone) {
        return;
    }
    const int64_t in = weight.columns();
    std::vector<float> scratch;
    throw numericError(
        "quantize.weight_not_finite",
        fmt::format("The weight in row {}, column {} is {}; only finite weights{} can be quantised, so the "
                    "checkpoint is damaged or an earlier step overflowed.",
                    at / in, at % in, rowAsFloats(weight, at / in, scratch)[at % in],
                    rule == RangeRule::AutoAwqHalf ? " that fp16 holds" : ""));
}

} // namespace

const float* rowAsFloats(const TensorView& weight, int64_t row, std::vector<float>& scratch) {
    const int64_t in = weight.columns();
    const std::byte* source = weight.data + row * in * dtypeBytes(weight.dtype);
    if (weight.dtype == DType::F32 && reinterpret_cast<uintptr_t>(source) % alignof(float) == 0) {
        return reinterpret_cast<const float*>(source);
    }
    scratch.resize(static_cast<size_t>(in));
    convert({source, weight.dtype, {in}}, {reinterpret_cast<std::byte*>(scratch.data()), DType::F32, {in}});
    return scratch.data();
}

void CpuBackend::fakeQuantize(const TensorView& weight, const TensorView& columnScale, const QuantSpec& spec,
                              const TensorSpan& out) {
    const RowRounding rounding{spec};
    const int64_t in = weight.columns();
    roundRows(weight, columnScale, out, [&](const float* row, const ColumnScale& columns, float* target) {
        rounding.fakeQuantize(row, columns, in, target);
    });
}

void CpuBackend::roundingError(const TensorView& weight, const TensorView& columnScale, const QuantSpec& spec,
                               const TensorSpan& out) {
    const RowRounding rounding{spec};
    const int64_t in = weight.columns();
    roundRows(weight, columnScale, out, [&](const float* row, const ColumnScale& columns, float* target) {
        rounding.roundingError(row, columns, in, target);
    });
}

void CpuBackend::clamp(const TensorSpan& weight, const TensorView& limit, const QuantSpec& spec) {
    const int64_t rows = weight.rows();
    const int64_t in = weight.columns();
    const int64_t group = spec.groupFor(in);
    const int64_t groups = spec.groupsFor(in);
    assert(limit.elements() == rows * groups);
    float* values = weight.floats().data();
    const float* limits = limit.floats().data();
#pragma omp parallel for schedule(static)
    for (int64_t row = 0; row < rows; ++row) {
        for (int64_t j = 0; j < in; ++j) {
            const float bound = limits[row * groups + j / group];
            float& value = values[row * in + j];
            value = value < -bound ? -bound : (value > bound ? bound : value);
        }
    }
}

PackedLinear CpuBackend::quantize(const TensorView& weight, const QuantSpec& spec) {
    refuseUnusable(weight, spec.rule);
    const int64_t rows = weight.rows();
    const int64_t in = weight.columns();
    const int64_t groups = spec.groupsFor(in);
    PackedLinear packed(rows, in, spec.bits, spec.groupFor(in));
    const RowRounding rounding{spec};
    const std::span<uint8_t> zeros = packed.zeros();
    const std::span<Float16> scales = packed.scales();
    int64_t refused = kNone; // row · groups + group
#pragma omp parallel
    {
        std::vector<float> scratch;
        std::vector<uint8_t> codes(static_cast<size_t>(in));
        std::vector<GroupGrid> grids(static_cast<size_t>(groups));
#pragma omp for schedule(static) reduction(min : refused)
        for (int64_t row = 0; row < rows; ++row) {
            const int64_t group = rounding.quantize(rowAsFloats(weight, row, scratch), in, codes.data(), grids.data());
            if (group >= 0) {
                refused = std::min(refused, row * groups + group);
                continue;
            }
            packed.packRow(row, codes);
            for (int64_t g = 0; g < groups; ++g) {
                zeros[row * groups + g] = static_cast<uint8_t>(grids[g].zero);
                scales[row * groups + g] = toFloat16(grids[g].scale);
            }
        }
    }
    if (refused != kNone) {
        throw numericError(
            "quantize.scale_overflow",
            fmt::format("The weights of row {}, group {} span a range whose {}-bit step is above 65504, the "
                        "largest fp16 value, so no scale can be stored; leave this layer in 16 bit.",
                        refused / groups, refused % groups, spec.bits));
    }
    return packed;
}

} // namespace salient
