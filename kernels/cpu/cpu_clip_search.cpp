// SPDX-License-Identifier: Apache-2.0
#include "kernels/cpu/cpu_backend.h"
#include "kernels/cpu/cpu_quantization_rows.h"
#include "kernels/cpu/dense_products.h"
#include "kernels/cpu/isa/vector_kernels.h"

#include <algorithm>
#include <cassert>
#include <exception>

namespace salient {

namespace {

constexpr int kClipSteps = 10;    // factors 1 − i/20, i = 0 … 9
constexpr int64_t kClipRows = 32; // rows of one product: [10 · 32, group] stays in the L2 cache

float clipFactor(int step) {
    return static_cast<float>(1.0 - step / 20.0);
}

// What one row of one group is clipped to, so far.
struct ClipChoice {
    GroupRange limits;
    double before = 0.0;
    double after = 0.0;
};

// Which limits the factors shrink.
enum class ClipStage { Both, Low, High };

GroupRange shrink(GroupRange limits, ClipStage stage, int step) {
    const float factor = clipFactor(step);
    return {stage == ClipStage::High ? limits.low : limits.low * factor,
            stage == ClipStage::Low ? limits.high : limits.high * factor};
}

// One task: some rows of one group, whose choices are improved stage by stage.
class ClipBatch {
public:
    ClipBatch(const RoundingKernels& rounding, const QuantSpec& resolved)
        : m_rounding(rounding), m_spec(resolved), m_weights(static_cast<size_t>(kClipRows * resolved.groupSize)),
          m_errors(static_cast<size_t>(kClipSteps) * m_weights.size()), m_products(m_errors.size()),
          m_ranges(kClipRows), m_choices(kClipRows) {}

    void setRow(int64_t row, const float* weight) {
        std::copy_n(weight, m_spec.groupSize, m_weights.data() + row * m_spec.groupSize);
        const GroupRange range = m_rounding.groupRange(weight, m_spec.groupSize);
        const float largest = std::max(-range.low, range.high);
        m_ranges[static_cast<size_t>(row)] = range;
        m_choices[static_cast<size_t>(row)] = {{-largest, largest}, 0.0, 0.0};
    }

    /// `gram` is the group's diagonal block, `gramStride` apart.
    void search(const float* gram, int64_t gramStride, int64_t rows, ClipSides sides) {
        run(ClipStage::Both, gram, gramStride, rows);
        if (sides == ClipSides::Apart) {
            tightenToRange(rows);
            run(ClipStage::Low, gram, gramStride, rows);
            run(ClipStage::High, gram, gramStride, rows);
        }
    }

    const ClipChoice& choice(int64_t row) const { return m_choices[static_cast<size_t>(row)]; }

private:
    // A limit outside the weights does nothing; moving it inwards from there would waste steps.
    void tightenToRange(int64_t rows) {
        for (int64_t row = 0; row < rows; ++row) {
            const GroupRange& range = m_ranges[static_cast<size_t>(row)];
            GroupRange& limits = m_choices[static_cast<size_t>(row)].limits;
            limits = {std::max(limits.low, std::min(range.low, 0.0F)),
                      std::min(limits.high, std::max(range.high, 0.0F))};
        }
    }

    void run(ClipStage stage, const float* gram, int64_t gramStride, int64_t rows) {
        const int64_t group = m_spec.groupSize;
        for (int64_t row = 0; row < rows; ++row) {
            for (int step = 0; step < kClipSteps; ++step) {
                m_rounding.clippedError(m_spec, m_weights.data() + row * group, m_ranges[static_cast<size_t>(row)],
                                        shrink(choice(row).limits, stage, step),
                                        m_errors.data() + (row * kClipSteps + step) * group);
            }
        }
        multiply(
            {rows * kClipSteps, group, group, {m_errors.data(), group}, {gram, gramStride}, m_products.data(), group});
        for (int64_t row = 0; row < rows; ++row) {
            takeBest(stage, row);
        }
    }

    // The first step with the smallest dᵀ G_gg d; a NaN is never smaller.
    void takeBest(ClipStage stage, int64_t row) {
        ClipChoice& choice = m_choices[static_cast<size_t>(row)];
        const GroupRange start = choice.limits;
        for (int step = 0; step < kClipSteps; ++step) {
            const auto at = static_cast<size_t>((row * kClipSteps + step) * m_spec.groupSize);
            const double error = m_rounding.dot(&m_errors[at], &m_products[at], m_spec.groupSize);
            if (stage == ClipStage::Both && step == 0) {
                choice.before = choice.after = error;
            } else if (error < choice.after) {
                choice.limits = shrink(start, stage, step);
                choice.after = error;
            }
        }
    }

    const RoundingKernels& m_rounding;
    QuantSpec m_spec;              // groupSize resolved
    std::vector<float> m_weights;  // [rows, group]
    std::vector<float> m_errors;   // [rows, steps, group]
    std::vector<float> m_products; // as m_errors
    std::vector<GroupRange> m_ranges;
    std::vector<ClipChoice> m_choices;
};

struct ClipTask {
    const TensorView& weight;
    const float* gram;
    QuantSpec spec; // groupSize resolved
    ClipSides sides;
};

// Rows [firstRow, firstRow + kClipRows) of one group into choices[rows, groups].
void searchBatch(const ClipTask& task, ClipBatch& batch, int64_t group, int64_t firstRow, ClipChoice* choices) {
    const int64_t in = task.weight.columns();
    const int64_t size = task.spec.groupSize;
    const int64_t count = std::min(kClipRows, task.weight.rows() - firstRow);
    std::vector<float> scratch;
    for (int64_t row = 0; row < count; ++row) {
        batch.setRow(row, weightsAsFloats(task.weight, firstRow + row, group * size, size, scratch));
    }
    batch.search(task.gram + group * size * in + group * size, in, count, task.sides);
    for (int64_t row = 0; row < count; ++row) {
        choices[(firstRow + row) * (in / size) + group] = batch.choice(row);
    }
}

// choices[rows, groups], in parallel over batches of rows of one group.
std::vector<ClipChoice> searchGroups(const RoundingKernels& rounding, const ClipTask& task) {
    const int64_t groups = task.weight.columns() / task.spec.groupSize;
    const int64_t batches = (task.weight.rows() + kClipRows - 1) / kClipRows;
    std::vector<ClipChoice> choices(static_cast<size_t>(task.weight.rows() * groups));
    std::exception_ptr failure; // must not leave the parallel region as an exception
#pragma omp parallel if (groups * batches > 1)
    {
        ClipBatch batch(rounding, task.spec);
#pragma omp for schedule(dynamic, 4)
        for (int64_t index = 0; index < groups * batches; ++index) {
            try {
                searchBatch(task, batch, index / batches, index % batches * kClipRows, choices.data());
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

ClipResult CpuBackend::searchClip(const TensorView& weight, const TensorView& gram, const QuantSpec& spec,
                                  ClipSides sides) {
    const int64_t in = weight.columns();
    assert(gram.elements() == in * in && spec.fits(in));
    QuantSpec resolved = spec;
    resolved.groupSize = spec.groupFor(in);
    const std::vector<ClipChoice> choices =
        searchGroups(m_kernels.rounding, {weight, gram.floats().data(), resolved, sides});
    const Shape shape = {weight.rows(), spec.groupsFor(in)};
    ClipResult result{Tensor(shape, DType::F32), Tensor(shape, DType::F32), 0.0, 0.0, 0};
    for (size_t i = 0; i < choices.size(); ++i) {
        result.low.floats()[i] = choices[i].limits.low;
        result.high.floats()[i] = choices[i].limits.high;
        result.errorBefore += choices[i].before;
        result.errorAfter += choices[i].after;
        result.clippedGroups += choices[i].after < choices[i].before ? 1 : 0;
    }
    return result;
}

} // namespace salient
