// SPDX-License-Identifier: Apache-2.0
#include "kernels/cpu/cpu_backend.h"
#include "kernels/cpu/cpu_quantization_rows.h"
#include "kernels/cpu/dense_products.h"
#include "kernels/cpu/isa/vector_kernels.h"
#include "kernels/cpu/parallel_blocks.h"

#include <algorithm>
#include <cassert>
#include <chrono>
#include <exception>

namespace salient {

namespace {

constexpr int64_t kLossRows = 1024; // rows of one product of the Gram loss

// Columns of one block of the symmetric product: about an eighth of the matrix, so that 56 % of the full product is
// done.
int64_t lossBlock(int64_t in) {
    const int64_t eighth = (in + 7) / 8;
    return std::clamp<int64_t>((eighth + 15) / 16 * 16, 64, 512);
}

// sums[row] += factor · ⟨(a · b)[row], d[row]⟩ for a[rows, inner] and b[inner, width]; d has a's stride.
struct ProductSum {
    const RoundingKernels& kernels;
    ProductCounters& counters;
    int64_t rows;
    int64_t stride; // of a and d
    std::vector<float> panel;

    void add(const float* a, const Operand& b, int64_t inner, const float* d, int64_t width, double factor,
             double* sums) {
        const auto start = std::chrono::steady_clock::now();
        multiply({rows, width, inner, {a, stride}, b, panel.data(), width});
        counters.seconds += std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
        counters.operations += 2.0 * static_cast<double>(rows * width * inner);
#pragma omp parallel for schedule(static) if (rows * width > kElementBlock)
        for (int64_t row = 0; row < rows; ++row) {
            sums[row] += factor * kernels.dot(d + row * stride, panel.data() + row * width, width);
        }
    }
};

} // namespace

// tr(D G Dᵀ) = Σ over column blocks I of ⟨D_I, 2 · D_{<I} G_{<I,I} + D_I G_{I,I}⟩ for a symmetric G: little more than
// half of the products of D G.
double CpuBackend::gramLoss(const TensorView& error, const TensorView& gram, std::span<double> perRow) {
    const int64_t rows = error.rows();
    const int64_t in = error.columns();
    assert(gram.elements() == in * in && (perRow.empty() || static_cast<int64_t>(perRow.size()) == rows));
    const float* g = gram.floats().data();
    const int64_t block = lossBlock(in);
    std::vector<double> sums(static_cast<size_t>(rows), 0.0);
    ProductSum product{m_kernels.rounding, m_products, 0, in,
                       std::vector<float>(static_cast<size_t>(std::min(rows, kLossRows) * block))};
    for (int64_t firstRow = 0; firstRow < rows; firstRow += kLossRows) {
        product.rows = std::min(kLossRows, rows - firstRow);
        const float* d = error.floats().data() + firstRow * in;
        for (int64_t column = 0; column < in; column += block) {
            const int64_t width = std::min(block, in - column);
            if (column > 0) {
                product.add(d, {g + column, in}, column, d + column, width, 2.0, &sums[firstRow]);
            }
            product.add(d + column, {g + column * in + column, in}, width, d + column, width, 1.0, &sums[firstRow]);
        }
    }
    double total = 0.0;
    for (const double sum : sums) {
        total += sum;
    }
    std::copy_n(sums.begin(), perRow.size(), perRow.begin());
    return total;
}

} // namespace salient
