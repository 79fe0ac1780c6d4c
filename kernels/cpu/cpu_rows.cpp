// SPDX-License-Identifier: Apache-2.0
#include "kernels/cpu/cpu_backend.h"
#include "kernels/cpu/parallel_blocks.h"

#include <algorithm>
#include <cmath>

namespace salient {

void CpuBackend::clampAll(const TensorSpan& x, float limit) {
    float* data = x.floats().data();
    forEachBlock(x.elements(), kElementBlock, [&](int64_t begin, int64_t end) {
        for (int64_t i = begin; i < end; ++i) {
            data[i] = std::clamp(data[i], -limit, limit);
        }
    });
}

void CpuBackend::softcap(const TensorSpan& x, float limit) {
    float* data = x.floats().data();
    forEachBlock(x.elements(), kElementBlock,
                 [&](int64_t begin, int64_t end) { m_kernels.rows.capSoftly(data + begin, 1.0F, limit, end - begin); });
}

void CpuBackend::gatherRows(const TensorView& x, std::span<const int64_t> rows, const TensorSpan& out) {
    const int64_t width = x.columns();
    assert(out.elements() == static_cast<int64_t>(rows.size()) * width);
    const float* source = x.floats().data();
    float* target = out.floats().data();
    forEachRow(out.rows(), width, [&](int64_t row) {
        std::copy_n(source + rows[static_cast<size_t>(row)] * width, width, target + row * width);
    });
}

void CpuBackend::addRows(const TensorView& x, std::span<const int64_t> rows, std::span<const float> factors,
                         const TensorSpan& target) {
    const int64_t width = x.columns();
    assert(x.elements() == static_cast<int64_t>(rows.size()) * width && factors.size() == rows.size());
    const float* source = x.floats().data();
    float* sums = target.floats().data();
    forEachRow(static_cast<int64_t>(rows.size()), width, [&](int64_t row) {
        const float factor = factors[static_cast<size_t>(row)];
        float* sum = sums + rows[static_cast<size_t>(row)] * width;
        for (int64_t i = 0; i < width; ++i) {
            sum[i] += factor * source[row * width + i];
        }
    });
}

void CpuBackend::copyColumns(const TensorView& x, std::span<const ColumnPiece> pieces, const TensorSpan& out) {
    assert(x.rows() == out.rows());
    const float* source = x.floats().data();
    float* target = out.floats().data();
    forEachRow(x.rows(), out.columns(), [&](int64_t row) {
        for (const ColumnPiece& piece : pieces) {
            assert(piece.from + piece.width <= x.columns() && piece.to + piece.width <= out.columns());
            std::copy_n(source + row * x.columns() + piece.from, piece.width, target + row * out.columns() + piece.to);
        }
    });
}

} // namespace salient
