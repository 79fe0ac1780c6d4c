// SPDX-License-Identifier: Apache-2.0
#include "kernels/cpu/cpu_backend.h"
#include "kernels/cpu/parallel_blocks.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <limits>
#include <vector>

namespace salient {

namespace {

constexpr float kSmallestMaximum = 1e-30F; // below it 127 / max|x| nears what fp32 holds
constexpr int64_t kColumnBlock = 64;       // a few cache lines of one row

// The whole numbers of one token: x ≈ round(x · inverse) · step.
struct TokenGrid {
    TokenGrid(float largest, float levels)
        : step(largest < kSmallestMaximum ? 0.0F : largest / levels),
          inverse(largest < kSmallestMaximum ? 0.0F : levels / largest) {}

    // Half to even, without a call per value: adding 1.5 · 2^23 leaves no bits behind the point.
    float rounded(float x) const {
        constexpr float kRound = 12582912.0F;
        return ((x * inverse + kRound) - kRound) * step;
    }

    float step;
    float inverse;
};

// One flag per column: whether any token reaches `outlier` there.
std::vector<uint8_t> outlierColumns(const TensorView& x, float outlier) {
    const int64_t rows = x.rows();
    const int64_t in = x.columns();
    const float* values = x.floats().data();
    std::vector<uint8_t> flags(static_cast<size_t>(in), 0);
    forEachBlock(in, kColumnBlock, [&](int64_t begin, int64_t end) {
        for (int64_t row = 0; row < rows; ++row) {
            for (int64_t column = begin; column < end; ++column) {
                flags[static_cast<size_t>(column)] |= std::fabs(values[row * in + column]) >= outlier ? 1U : 0U;
            }
        }
    });
    return flags;
}

// max|x| of the values that are not outliers; a NaN is passed over.
float largestMagnitude(const float* x, int64_t in, float outlier) {
    float largest = 0.0F;
#pragma omp simd reduction(max : largest)
    for (int64_t column = 0; column < in; ++column) {
        const float magnitude = std::fabs(x[column]);
        const float counted = magnitude >= outlier ? 0.0F : magnitude;
        largest = counted > largest ? counted : largest;
    }
    return largest;
}

void roundRow(const float* x, int64_t in, const TokenGrid& grid, float* out) {
#pragma omp simd
    for (int64_t column = 0; column < in; ++column) {
        out[column] = grid.rounded(x[column]);
    }
}

void roundRowBeside(const std::vector<uint8_t>& kept, const float* x, const TokenGrid& grid, float* out) {
    for (size_t column = 0; column < kept.size(); ++column) {
        out[column] = kept[column] != 0 ? x[column] : grid.rounded(x[column]);
    }
}

} // namespace

void CpuBackend::roundTokens(const TensorView& x, const TokenRounding& rounding, const TensorSpan& out) {
    assert(rounding.bits >= 2 && rounding.bits <= 8 && out.elements() == x.elements());
    const int64_t in = x.columns();
    const bool keepsOutliers = rounding.outlier > 0.0F;
    // Nothing reaches NaN: without outliers an infinity counts, and makes its token NaN instead of passing unseen.
    const float outlier = keepsOutliers ? rounding.outlier : std::numeric_limits<float>::quiet_NaN();
    const std::vector<uint8_t> kept = keepsOutliers ? outlierColumns(x, outlier) : std::vector<uint8_t>();
    const bool anyKept = std::ranges::find(kept, 1) != kept.end();
    const auto levels = static_cast<float>((1 << (rounding.bits - 1)) - 1);
    const float* source = x.floats().data();
    float* target = out.floats().data();
    forEachRow(x.rows(), in, [&](int64_t row) {
        const float* values = source + row * in;
        const TokenGrid grid(largestMagnitude(values, in, outlier), levels);
        if (anyKept) {
            roundRowBeside(kept, values, grid, target + row * in);
        } else {
            roundRow(values, in, grid, target + row * in);
        }
    });
}

} // namespace salient
