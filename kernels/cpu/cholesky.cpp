// SPDX-License-Identifier: Apache-2.0
#include "kernels/cpu/cholesky.h"

#include "kernels/cpu/dense_products.h"
#include "kernels/cpu/parallel_blocks.h"

#include <algorithm>
#include <cmath>
#include <vector>

namespace salient {

namespace {

constexpr int64_t kBlock = 64;

// L of the diagonal block [count, count], rows `stride` apart.
bool factorizeBlock(float* block, int64_t stride, int64_t count) {
    for (int64_t row = 0; row < count; ++row) {
        for (int64_t column = 0; column <= row; ++column) {
            double sum = block[row * stride + column];
            for (int64_t k = 0; k < column; ++k) {
                sum -= static_cast<double>(block[row * stride + k]) * block[column * stride + k];
            }
            if (column < row) {
                block[row * stride + column] = static_cast<float>(sum / block[column * stride + column]);
                continue;
            }
            if (!(sum > 0.0) || !std::isfinite(sum)) {
                return false;
            }
            block[row * stride + row] = static_cast<float>(std::sqrt(sum));
        }
    }
    return true;
}

// panel[rows, count] = panel · L⁻ᵀ with the block's L; rows are independent.
void solvePanel(const float* block, float* panel, int64_t stride, int64_t count, int64_t rows) {
    forEachRow(rows, count * count, [&](int64_t row) {
        float* x = panel + row * stride;
        for (int64_t column = 0; column < count; ++column) {
            double sum = x[column];
            for (int64_t k = 0; k < column; ++k) {
                sum -= static_cast<double>(x[k]) * block[column * stride + k];
            }
            x[column] = static_cast<float>(sum / block[column * stride + column]);
        }
    });
}

// trailing −= panel · panelᵀ, in its lower triangle of blocks.
void updateTrailing(const float* panel, float* trailing, int64_t stride, int64_t count, int64_t rows) {
    std::vector<float> negated(static_cast<size_t>(rows * count));
    for (int64_t row = 0; row < rows; ++row) {
        std::transform(panel + row * stride, panel + row * stride + count, negated.data() + row * count,
                       [](float value) { return -value; });
    }
    constexpr int64_t kStrip = 4 * kBlock; // wide products are fast ones; some of the upper triangle is computed too
    for (int64_t column = 0; column < rows; column += kStrip) {
        const int64_t width = std::min(kStrip, rows - column);
        DenseProduct product{rows - column,
                             width,
                             count,
                             {negated.data() + column * count, count},
                             {panel + column * stride, stride, Storage::Transposed},
                             trailing + column * stride + column,
                             stride,
                             Output::Accumulate};
        multiply(product);
    }
}

} // namespace

bool factorizeCholesky(float* matrix, int64_t size) {
    for (int64_t at = 0; at < size; at += kBlock) {
        const int64_t count = std::min(kBlock, size - at);
        float* block = matrix + at * size + at;
        if (!factorizeBlock(block, size, count)) {
            return false;
        }
        const int64_t below = size - at - count;
        if (below > 0) {
            float* panel = block + count * size;
            solvePanel(block, panel, size, count, below);
            updateTrailing(panel, panel + count, size, count, below);
        }
    }
    return true;
}

} // namespace salient
