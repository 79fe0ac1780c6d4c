// SPDX-License-Identifier: Apache-2.0
#include "kernels/cpu/cpu_backend.h"
#include "kernels/cpu/cpu_quantization_rows.h"
#include "kernels/cpu/isa/vector_kernels.h"
#include "kernels/cpu/parallel_blocks.h"
#include "kernels/error.h"

#include <fmt/format.h>

#include <algorithm>
#include <cassert>
#include <cmath>
#include <limits>

namespace salient {

namespace {

constexpr int64_t kNone = std::numeric_limits<int64_t>::max();

using RoundRow = void (*)(const QuantSpec& spec, const float* weight, ColumnScale columns, int64_t in, float* out);

// 1 / s, one division per column instead of one per weight.
std::vector<float> reciprocals(const TensorView& columnScale) {
    std::vector<float> inverse(static_cast<size_t>(columnScale.elements()));
    for (size_t j = 0; j < inverse.size(); ++j) {
        inverse[j] = 1.0F / columnScale.floats()[j];
    }
    return inverse;
}

QuantSpec withResolvedGroup(const QuantSpec& spec, int64_t in) {
    assert(spec.fits(in) && spec.bits >= 2 && spec.bits <= 8);
    QuantSpec resolved = spec;
    resolved.groupSize = spec.groupFor(in);
    return resolved;
}

// Runs `roundRow` over all rows in parallel.
void roundRows(RoundRow roundRow, const TensorView& weight, const TensorView& columnScale, const QuantSpec& spec,
               const TensorSpan& out) {
    const int64_t rows = weight.rows();
    const int64_t in = weight.columns();
    assert(out.elements() == rows * in && (columnScale.empty() || columnScale.elements() == in));
    const QuantSpec resolved = withResolvedGroup(spec, in);
    const std::vector<float> inverse = reciprocals(columnScale);
    const ColumnScale columns =
        columnScale.empty() ? ColumnScale{} : ColumnScale{columnScale.floats().data(), inverse.data()};
    float* target = out.floats().data();
#pragma omp parallel if (rows * in > kElementBlock)
    {
        std::vector<float> scratch;
#pragma omp for schedule(static)
        for (int64_t row = 0; row < rows; ++row) {
            roundRow(resolved, weightsAsFloats(weight, row, 0, in, scratch), columns, in, target + row * in);
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
#pragma omp parallel if (rows * in > kElementBlock)
    {
        std::vector<float> scratch;
#pragma omp for schedule(static) reduction(min : first)
        for (int64_t row = 0; row < rows; ++row) {
            const float* values = weightsAsFloats(weight, row, 0, in, scratch);
            const float* bad = std::find_if(values, values + in, [&](float w) { return !(std::fabs(w) < bound); });
            if (bad != values + in) {
                first = std::min(first, row * in + (bad - values));
            }
        }
    }
    return first;
}

} // namespace

void refuseUnusable(const TensorView& weight, RangeRule rule) {
    const int64_t at = firstUnusable(weight, rule);
    if (at == kNone) {
        return;
    }
    const int64_t row = at / weight.columns();
    const int64_t column = at % weight.columns();
    std::vector<float> scratch;
    const float value = *weightsAsFloats(weight, row, column, 1, scratch);
    throw numericError("quantize.weight_not_finite",
                       fmt::format("The weight in row {}, column {} is {}; only finite weights{} can be quantised, so "
                                   "the checkpoint is damaged or an earlier step overflowed.",
                                   row, column, value, std::isfinite(value) ? " that fp16 can hold" : ""));
}

void refuseOverflow(int64_t row, int64_t group, int bits) {
    throw numericError("quantize.scale_overflow",
                       fmt::format("The weights of row {}, group {} span a range whose {}-bit step is above 65504, the "
                                   "largest fp16 value, so no file can store its scale; leave this layer in 16 bit.",
                                   row, group, bits));
}

const float* weightsAsFloats(const TensorView& weight, int64_t row, int64_t begin, int64_t count,
                             std::vector<float>& scratch) {
    const std::byte* source = weight.data + (row * weight.columns() + begin) * dtypeBytes(weight.dtype);
    if (weight.dtype == DType::F32 && reinterpret_cast<uintptr_t>(source) % alignof(float) == 0) {
        return reinterpret_cast<const float*>(source);
    }
    scratch.resize(static_cast<size_t>(count));
    convert({source, weight.dtype, {count}}, {reinterpret_cast<std::byte*>(scratch.data()), DType::F32, {count}});
    return scratch.data();
}

void CpuBackend::fakeQuantize(const TensorView& weight, const TensorView& columnScale, const QuantSpec& spec,
                              const TensorSpan& out) {
    roundRows(m_kernels.rounding.fakeQuantize, weight, columnScale, spec, out);
}

void CpuBackend::roundingError(const TensorView& weight, const TensorView& columnScale, const QuantSpec& spec,
                               const TensorSpan& out) {
    roundRows(m_kernels.rounding.roundingError, weight, columnScale, spec, out);
}

void CpuBackend::clamp(const TensorSpan& weight, const TensorView& low, const TensorView& high, const QuantSpec& spec) {
    const int64_t rows = weight.rows();
    const int64_t in = weight.columns();
    const int64_t group = spec.groupFor(in);
    const int64_t groups = spec.groupsFor(in);
    assert(low.elements() == rows * groups && high.elements() == rows * groups);
    float* values = weight.floats().data();
    const float* lows = low.floats().data();
    const float* highs = high.floats().data();
#pragma omp parallel for schedule(static) if (rows * in > kElementBlock)
    for (int64_t index = 0; index < rows * groups; ++index) {
        const float smallest = lows[index];
        const float largest = highs[index];
        float* part = values + index * group;
#pragma omp simd
        for (int64_t j = 0; j < group; ++j) {
            const float raised = part[j] < smallest ? smallest : part[j];
            part[j] = raised > largest ? largest : raised;
        }
    }
}

PackedLinear CpuBackend::quantize(const TensorView& weight, const QuantSpec& spec) {
    refuseUnusable(weight, spec.rule);
    const int64_t rows = weight.rows();
    const int64_t in = weight.columns();
    const QuantSpec resolved = withResolvedGroup(spec, in);
    const int64_t groups = resolved.groupsFor(in);
    PackedLinear packed(rows, in, resolved.bits, resolved.groupSize);
    packed.setInputRounding(spec.inputs);
    const auto quantizeRow = m_kernels.rounding.quantize;
    int64_t refused = kNone; // row · groups + group
#pragma omp parallel if (rows * in > kElementBlock)
    {
        std::vector<float> scratch;
        std::vector<uint8_t> codes(static_cast<size_t>(in));
        std::vector<GroupGrid> grids(static_cast<size_t>(groups));
#pragma omp for schedule(static) reduction(min : refused)
        for (int64_t row = 0; row < rows; ++row) {
            const float* values = weightsAsFloats(weight, row, 0, in, scratch);
            const int64_t group = quantizeRow(resolved, values, in, codes.data(), grids.data());
            if (group >= 0) {
                refused = std::min(refused, row * groups + group);
                continue;
            }
            packed.packRow(row, codes);
            for (int64_t g = 0; g < groups; ++g) {
                packed.zeros()[row * groups + g] = static_cast<uint8_t>(grids[g].zero);
                packed.scales()[row * groups + g] = toFloat16(grids[g].scale);
            }
        }
    }
    if (refused != kNone) {
        refuseOverflow(refused / groups, refused % groups, resolved.bits);
    }
    return packed;
}

} // namespace salient
