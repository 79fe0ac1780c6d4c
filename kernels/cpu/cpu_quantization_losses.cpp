// SPDX-License-Identifier: Apache-2.0
#include "kernels/cpu/cpu_backend.h"
#include "kernels/cpu/cpu_quantization_rows.h"
#include "kernels/cpu/isa/group_rounding.h"

#include <dnnl.h>

#include <algorithm>
#include <array>
#include <cassert>
#include <cmath>

namespace salient {
namespace {

constexpr int kClipSteps = 10;      // factors 1 − i/20, i = 0 … 9
constexpr int64_t kClipRows = 32;   // rows of one product of the clip search: [10 · 32, group] stays in the L2 cache
constexpr int64_t kLossRows = 1024; // rows of one product of the Gram loss

// c[m, n] = alpha · a[m, k] · b[k, n] + beta · c, row-major.
void product(int64_t m, int64_t n, int64_t k, float alpha, const float* a, int64_t lda, const float* b, int64_t ldb,
             float beta, float* c, int64_t ldc) {
    [[maybe_unused]] const dnnl_status_t status = dnnl_sgemm('N', 'N', m, n, k, alpha, a, lda, b, ldb, beta, c, ldc);
    assert(status == dnnl_success);
}

double dot(const float* a, const float* b, int64_t count) {
    double sum = 0.0;
#pragma omp simd reduction(+ : sum)
    for (int64_t j = 0; j < count; ++j) {
        sum += static_cast<double>(a[j]) * static_cast<double>(b[j]);
    }
    return sum;
}

// Columns of one block of the symmetric product: about an eighth of the matrix, so that 56 % of the full product is
// done.
int64_t lossBlock(int64_t in) {
    const int64_t eighth = (in + 7) / 8;
    return std::clamp<int64_t>((eighth + 15) / 16 * 16, 64, 512);
}

// One task of the clip search: `rows` rows of one group.
struct ClipBatch {
    const RowRounding& rounding;
    int64_t group;
    std::vector<float> weights;  // [rows, group]
    std::vector<float> errors;   // [steps, rows, group]
    std::vector<float> products; // as errors
    std::vector<float> largest;  // [rows]

    ClipBatch(const RowRounding& r, int64_t groupSize)
        : rounding(r), group(groupSize), weights(kClipRows * groupSize), errors(kClipSteps * kClipRows * groupSize),
          products(errors.size()), largest(kClipRows) {}
};

float clipFactor(int step) {
    return static_cast<float>(1.0 - step / 20.0);
}

// Fills the batch with the errors of every step for rows [begin, begin + rows) and multiplies them by G_gg.
void evaluateSteps(ClipBatch& batch, const float* gram, int64_t gramStride, int64_t rows) {
    for (int64_t r = 0; r < rows; ++r) {
        const float* weight = batch.weights.data() + r * batch.group;
        float largest = 0.0F;
        for (int64_t j = 0; j < batch.group; ++j) {
            largest = std::max(largest, std::fabs(weight[j]));
        }
        batch.largest[r] = largest;
        for (int step = 0; step < kClipSteps; ++step) {
            batch.rounding.clippedGroupError(weight, largest * clipFactor(step), batch.group,
                                             batch.errors.data() + (step * rows + r) * batch.group);
        }
    }
    product(kClipSteps * rows, batch.group, batch.group, 1.0F, batch.errors.data(), batch.group, gram, gramStride, 0.0F,
            batch.products.data(), batch.group);
}

struct ClipChoice {
    float limit = 0.0F;
    double before = 0.0;
    double after = 0.0;
};

// The first step with the smallest dᵀ G_gg d; a NaN is never smaller.
ClipChoice bestStep(const ClipBatch& batch, int64_t row, int64_t rows) {
    ClipChoice choice;
    for (int step = 0; step < kClipSteps; ++step) {
        const int64_t at = (step * rows + row) * batch.group;
        const double error = dot(batch.errors.data() + at, batch.products.data() + at, batch.group);
        if (step == 0) {
            choice = {batch.largest[row], error, error};
        } else if (error < choice.after) {
            choice.limit = batch.largest[row] * clipFactor(step);
            choice.after = error;
        }
    }
    return choice;
}

} // namespace

// tr(D G Dᵀ) = Σ over column blocks I of ⟨D_I, 2 · D_{<I} G_{<I,I} + D_I G_{I,I}⟩ for a symmetric G: little more than
// half of the products of D G.
double CpuBackend::gramLoss(const TensorView& error, const TensorView& gram, std::span<double> perRow) {
    const int64_t rows = error.rows();
    const int64_t in = error.columns();
    assert(gram.elements() == in * in && (perRow.empty() || static_cast<int64_t>(perRow.size()) == rows));
    const float* d = error.floats().data();
    const float* g = gram.floats().data();
    const int64_t block = lossBlock(in);
    std::vector<double> sums(static_cast<size_t>(rows), 0.0);
    std::vector<float> panel(static_cast<size_t>(std::min(rows, kLossRows) * block));
    for (int64_t firstRow = 0; firstRow < rows; firstRow += kLossRows) {
        const int64_t count = std::min(kLossRows, rows - firstRow);
        const float* part = d + firstRow * in;
        for (int64_t column = 0; column < in; column += block) {
            const int64_t width = std::min(block, in - column);
            if (column > 0) {
                product(count, width, column, 2.0F, part, in, g + column, in, 0.0F, panel.data(), width);
            }
            product(count, width, width, 1.0F, part + column, in, g + column * in + column, in,
                    column > 0 ? 1.0F : 0.0F, panel.data(), width);
#pragma omp parallel for schedule(static)
            for (int64_t row = 0; row < count; ++row) {
                sums[firstRow + row] += dot(part + row * in + column, panel.data() + row * width, width);
            }
        }
    }
    double total = 0.0;
    for (const double sum : sums) {
        total += sum;
    }
    std::copy(sums.begin(), sums.begin() + static_cast<int64_t>(perRow.size()), perRow.begin());
    return total;
}

ClipResult CpuBackend::searchClip(const TensorView& weight, const TensorView& gram, const QuantSpec& spec) {
    const int64_t rows = weight.rows();
    const int64_t in = weight.columns();
    const int64_t group = spec.groupFor(in);
    const int64_t groups = spec.groupsFor(in);
    assert(gram.elements() == in * in);
    QuantSpec groupSpec = spec;
    groupSpec.groupSize = group;
    const RowRounding rounding{groupSpec};
    const int64_t batches = (rows + kClipRows - 1) / kClipRows;
    std::vector<ClipChoice> choices(static_cast<size_t>(rows * groups));
    const float* g = gram.floats().data();
#pragma omp parallel
    {
        ClipBatch batch(rounding, group);
        std::vector<float> scratch;
#pragma omp for schedule(dynamic, 4)
        for (int64_t task = 0; task < groups * batches; ++task) {
            const int64_t column = task / batches * group;
            const int64_t firstRow = task % batches * kClipRows;
            const int64_t count = std::min(kClipRows, rows - firstRow);
            for (int64_t r = 0; r < count; ++r) {
                std::copy_n(rowAsFloats(weight, firstRow + r, scratch) + column, group,
                            batch.weights.data() + r * group);
            }
            evaluateSteps(batch, g + column * in + column, in, count);
            for (int64_t r = 0; r < count; ++r) {
                choices[(firstRow + r) * groups + column / group] = bestStep(batch, r, count);
            }
        }
    }
    ClipResult result{Tensor({rows, groups}, DType::F32), 0.0, 0.0, 0};
    for (size_t i = 0; i < choices.size(); ++i) {
        result.limit.floats()[i] = choices[i].limit;
        result.errorBefore += choices[i].before;
        result.errorAfter += choices[i].after;
        result.clippedGroups += choices[i].after < choices[i].before ? 1 : 0;
    }
    return result;
}

} // namespace salient
