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

constexpr int kClipSteps = 10;      // factors 1 − i/20, i = 0 … 9
constexpr int64_t kClipRows = 32;   // rows of one product of the clip search: [10 · 32, group] stays in the L2 cache
constexpr int64_t kLossRows = 1024; // rows of one product of the Gram loss

float clipFactor(int step) {
    return static_cast<float>(1.0 - step / 20.0);
}

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

// One task of the clip search: some rows of one group.
struct ClipBatch {
    const RoundingKernels& kernels;
    QuantSpec spec;              // groupSize resolved
    std::vector<float> errors;   // [rows, steps, group]
    std::vector<float> products; // as errors
    std::vector<float> largest;  // [rows] max|w|
    std::vector<float> scratch;

    ClipBatch(const RoundingKernels& rounding, const QuantSpec& resolved)
        : kernels(rounding), spec(resolved), errors(static_cast<size_t>(kClipRows * kClipSteps * resolved.groupSize)),
          products(errors.size()), largest(kClipRows) {}

    // The errors of every step for one row of the batch.
    void addRow(int64_t row, const float* weight) {
        const GroupRange range = kernels.groupRange(weight, spec.groupSize);
        largest[row] = std::max(-range.low, range.high);
        float* error = errors.data() + row * kClipSteps * spec.groupSize;
        for (int step = 0; step < kClipSteps; ++step) {
            kernels.clippedError(spec, weight, range, largest[row] * clipFactor(step), error);
            error += spec.groupSize;
        }
    }

    void multiplyBy(const float* gram, int64_t gramStride, int64_t rows) {
        multiply({rows * kClipSteps,
                  spec.groupSize,
                  spec.groupSize,
                  {errors.data(), spec.groupSize},
                  {gram, gramStride},
                  products.data(),
                  spec.groupSize});
    }
};

struct ClipChoice {
    float limit = 0.0F;
    double before = 0.0;
    double after = 0.0;
};

// The first step with the smallest dᵀ G_gg d; a NaN is never smaller.
ClipChoice bestStep(const ClipBatch& batch, int64_t row) {
    ClipChoice choice;
    for (int step = 0; step < kClipSteps; ++step) {
        const int64_t at = (row * kClipSteps + step) * batch.spec.groupSize;
        const double error = batch.kernels.dot(&batch.errors[at], &batch.products[at], batch.spec.groupSize);
        if (step == 0) {
            choice = {batch.largest[row], error, error};
        } else if (error < choice.after) {
            choice.limit = batch.largest[row] * clipFactor(step);
            choice.after = error;
        }
    }
    return choice;
}

// Evaluates rows [firstRow, firstRow + count) of one group into choices[rows, groups].
void chooseBatch(ClipBatch& batch, const TensorView& weight, const float* gram, int64_t group, int64_t firstRow,
                 ClipChoice* choices) {
    const int64_t in = weight.columns();
    const int64_t size = batch.spec.groupSize;
    const int64_t count = std::min(kClipRows, weight.rows() - firstRow);
    for (int64_t row = 0; row < count; ++row) {
        batch.addRow(row, weightsAsFloats(weight, firstRow + row, group * size, size, batch.scratch));
    }
    batch.multiplyBy(gram + group * size * in + group * size, in, count);
    for (int64_t row = 0; row < count; ++row) {
        choices[(firstRow + row) * (in / size) + group] = bestStep(batch, row);
    }
}

// choices[rows, groups], in parallel over batches of rows of one group.
std::vector<ClipChoice> chooseClips(const RoundingKernels& rounding, const TensorView& weight, const float* gram,
                                    const QuantSpec& resolved) {
    const int64_t groups = weight.columns() / resolved.groupSize;
    const int64_t batches = (weight.rows() + kClipRows - 1) / kClipRows;
    std::vector<ClipChoice> choices(static_cast<size_t>(weight.rows() * groups));
    std::exception_ptr failure; // must not leave the parallel region as an exception
#pragma omp parallel if (groups * batches > 1)
    {
        ClipBatch batch(rounding, resolved);
#pragma omp for schedule(dynamic, 4)
        for (int64_t task = 0; task < groups * batches; ++task) {
            try {
                chooseBatch(batch, weight, gram, task / batches, task % batches * kClipRows, choices.data());
            } catch (...) {
#pragma omp critical(salient_clip_failure)
                failure = std::current_exception();
            }
        }
    }
    if (failure) {
        std::rethrow_exception(failure);
    }
    return choices;
}

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

ClipResult CpuBackend::searchClip(const TensorView& weight, const TensorView& gram, const QuantSpec& spec) {
    const int64_t in = weight.columns();
    assert(gram.elements() == in * in && spec.fits(in));
    QuantSpec resolved = spec;
    resolved.groupSize = spec.groupFor(in);
    const std::vector<ClipChoice> choices = chooseClips(m_kernels.rounding, weight, gram.floats().data(), resolved);
    ClipResult result{Tensor({weight.rows(), spec.groupsFor(in)}, DType::F32), 0.0, 0.0, 0};
    for (size_t i = 0; i < choices.size(); ++i) {
        result.limit.floats()[i] = choices[i].limit;
        result.errorBefore += choices[i].before;
        result.errorAfter += choices[i].after;
        result.clippedGroups += choices[i].after < choices[i].before ? 1 : 0;
    }
    return result;
}

} // namespace salient
