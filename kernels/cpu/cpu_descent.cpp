// SPDX-License-Identifier: Apache-2.0
#include "kernels/cpu/cpu_backend.h"
#include "kernels/cpu/cpu_quantization_rows.h"
#include "kernels/cpu/dense_products.h"
#include "kernels/cpu/isa/vector_kernels.h"
#include "kernels/cpu/parallel_blocks.h"
#include "kernels/cpu/product_timer.h"

#include <cassert>
#include <cmath>

namespace salient {

namespace {

constexpr int kMostSweeps = 30;
// Of a row's loss: a sweep that takes less is the last one.
constexpr double kLeastGain = 1e-4;

// One rounded weight on its way through descendRounding. Columns are stored positions, so that groups are neighbours.
class Descent {
public:
    Descent(const VectorKernels& kernels, ProductCounters& counters, const TensorView& gram, double damping,
            PackedLinear& packed);

    DescentResult run(const TensorView& weight);

private:
    /// What one thread needs for a row.
    struct Row {
        int64_t index = 0;
        std::vector<uint8_t> codes; // [in]
        std::vector<float> steps;   // code − zero [group]
    };

    void setErrors(const TensorView& weight);
    void setSlopes();
    DescentResult descend(Row& row);
    double sweep(Row& row);
    double fitScale(Row& row, const DescentGroup& group, float* slope);

    const DescentKernels& m_kernels;
    const RoundingKernels& m_rounds;
    ProductCounters& m_counters;
    PackedLinear& m_packed;
    float m_damping;
    int64_t m_rows;
    int64_t m_in;
    std::vector<float> m_ordered; // the gram by stored position, where that is not the channel
    const float* m_gram;          // [in, in]
    std::vector<float> m_errors;  // q − w [rows, in], at the start
    std::vector<float> m_slopes;  // (q − w) · H [rows, in]
};

Descent::Descent(const VectorKernels& kernels, ProductCounters& counters, const TensorView& gram, double damping,
                 PackedLinear& packed)
    : m_kernels(kernels.descent), m_rounds(kernels.rounding), m_counters(counters), m_packed(packed),
      m_damping(static_cast<float>(damping)), m_rows(packed.outFeatures()), m_in(packed.inFeatures()),
      m_gram(gram.floats().data()), m_errors(static_cast<size_t>(m_rows * m_in)),
      m_slopes(static_cast<size_t>(m_rows * m_in)) {
    if (const std::span<const int32_t> order = packed.inputOrder(); !order.empty()) {
        m_ordered.resize(static_cast<size_t>(m_in * m_in));
        forEachRow(m_in, m_in, [&](int64_t i) {
            for (int64_t j = 0; j < m_in; ++j) {
                m_ordered[i * m_in + j] = gram.floats()[order[i] * m_in + order[j]];
            }
        });
        m_gram = m_ordered.data();
    }
}

void Descent::setErrors(const TensorView& weight) {
    const std::span<const int32_t> order = m_packed.inputOrder();
#pragma omp parallel
    {
        std::vector<float> scratch;
#pragma omp for schedule(static)
        for (int64_t row = 0; row < m_rows; ++row) {
            const float* w = weightsAsFloats(weight, row, 0, m_in, scratch);
            float* errors = m_errors.data() + row * m_in;
            m_packed.dequantizeStoredRow(row, {errors, static_cast<size_t>(m_in)});
            for (int64_t j = 0; j < m_in; ++j) {
                errors[j] -= w[order.empty() ? j : order[j]];
            }
        }
    }
}

void Descent::setSlopes() {
    const ProductTimer timer(m_counters, m_rows, m_in, m_in);
    multiply({m_rows, m_in, m_in, {m_errors.data(), m_in}, {m_gram, m_in}, m_slopes.data(), m_in});
    forEachRow(m_rows, m_in, [&](int64_t row) {
        for (int64_t j = row * m_in; j < (row + 1) * m_in; ++j) {
            m_slopes[j] += m_damping * m_errors[j];
        }
    });
}

// With the codes as they are, the loss is a parabola over the group's scale: dᵀHd · move² + 2 · dᵀ slope · move for
// d = code − zero. Returns what the best value that fp16 holds adds to the loss.
double Descent::fitScale(Row& row, const DescentGroup& group, float* slope) {
    const int64_t at = row.index * m_packed.groups() + group.from / group.count;
    const float scale = toFloat(m_packed.scales()[at]);
    for (int64_t k = 0; k < group.count; ++k) {
        row.steps[k] = static_cast<float>(row.codes[group.from + k]) - static_cast<float>(m_packed.zeros()[at]);
    }
    double curvature = 0.0;
    for (int64_t k = 0; k < group.count; ++k) {
        if (row.steps[k] != 0.0F) {
            const float* own = group.gram + k * group.in + group.from;
            curvature += row.steps[k] * (m_rounds.dot(own, row.steps.data(), group.count) +
                                         static_cast<double>(row.steps[k]) * group.damping);
        }
    }
    const double incline = m_rounds.dot(row.steps.data(), slope + group.from, group.count);
    const Float16 best = toFloat16(static_cast<float>(scale - incline / curvature));
    const double move = static_cast<double>(toFloat(best)) - scale;
    const double gain = move * (2.0 * incline + move * curvature);
    if (!(gain < 0.0) || !(toFloat(best) > 0.0F) || !std::isfinite(toFloat(best))) {
        return 0.0;
    }
    m_packed.scales()[at] = best;
    for (int64_t k = 0; k < group.count; ++k) {
        row.steps[k] *= static_cast<float>(move);
    }
    m_kernels.follow(group, row.steps.data(), slope);
    return gain;
}

double Descent::sweep(Row& row) {
    const int64_t size = m_packed.groupSize();
    const auto last = static_cast<float>((1 << m_packed.bits()) - 1);
    float* slope = m_slopes.data() + row.index * m_in;
    double change = 0.0;
    for (int64_t place = 0; place < m_packed.groups(); ++place) {
        const int64_t at = row.index * m_packed.groups() + place;
        const DescentGroup group{m_gram + place * size * m_in, m_damping, m_in, place * size, size};
        const GroupGrid grid{toFloat(m_packed.scales()[at]), static_cast<float>(m_packed.zeros()[at])};
        change += m_kernels.moveCodes(group, grid, last, row.codes.data() + group.from, slope);
        change += fitScale(row, group, slope);
    }
    return change;
}

DescentResult Descent::descend(Row& row) {
    m_packed.unpackRow(row.index, row.codes);
    const double before = m_rounds.dot(m_errors.data() + row.index * m_in, m_slopes.data() + row.index * m_in, m_in);
    double loss = before;
    for (int sweeps = 0; sweeps < kMostSweeps; ++sweeps) {
        const double change = sweep(row);
        loss += change;
        if (!(change < -kLeastGain * loss)) {
            break;
        }
    }
    m_packed.packRow(row.index, row.codes);
    return {before, loss};
}

DescentResult Descent::run(const TensorView& weight) {
    setErrors(weight);
    setSlopes();
    std::vector<DescentResult> rows(static_cast<size_t>(m_rows));
#pragma omp parallel
    {
        Row row;
        row.codes.resize(static_cast<size_t>(m_in));
        row.steps.resize(static_cast<size_t>(m_packed.groupSize()));
#pragma omp for schedule(dynamic, 4)
        for (int64_t i = 0; i < m_rows; ++i) {
            row.index = i;
            rows[static_cast<size_t>(i)] = descend(row);
        }
    }
    DescentResult sum;
    for (const DescentResult& row : rows) {
        sum.lossBefore += row.lossBefore;
        sum.lossAfter += row.lossAfter;
    }
    return sum;
}

} // namespace

DescentResult CpuBackend::descendRounding(const TensorView& weight, const TensorView& gram, double damping,
                                          PackedLinear& packed) {
    assert(weight.rows() == packed.outFeatures() && weight.columns() == packed.inFeatures());
    assert(gram.elements() == packed.inFeatures() * packed.inFeatures());
    return Descent(m_kernels, m_products, gram, damping, packed).run(weight);
}

} // namespace salient
