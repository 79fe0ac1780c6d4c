// SPDX-License-Identifier: Apache-2.0
#include "kernels/cpu/cholesky.h"
#include "kernels/cpu/cpu_backend.h"
#include "kernels/cpu/cpu_quantization_rows.h"
#include "kernels/cpu/dense_products.h"
#include "kernels/cpu/isa/vector_kernels.h"
#include "kernels/cpu/parallel_blocks.h"
#include "kernels/cpu/product_timer.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <cmath>
#include <limits>

namespace salient {

namespace {

// Columns that feed back to each other one by one; between such blocks errors travel by products.
constexpr int64_t kBlock = 128;

using LaneRanges = std::array<GroupRange, kFeedbackLanes>;

// One pass of the range search: factors 1 + excess − lane · step on the ends that it moves.
struct RangePass {
    bool movesLow;
    bool movesHigh;
    float excess;
    float step;
};
// Both ends together from the whole range to half of it, then each by itself around what is best so far, then finer.
constexpr std::array<RangePass, 5> kRangePasses = {{{true, true, 0.0F, 1.0F / 30.0F},
                                                    {true, false, 0.12F, 0.03F},
                                                    {false, true, 0.12F, 0.03F},
                                                    {true, false, 0.07F, 0.01F},
                                                    {false, true, 0.07F, 0.01F}}};

// The ranges of one pass; the first lane is always the best range so far.
LaneRanges rangesOf(const RangePass& pass, GroupRange best) {
    LaneRanges ranges;
    ranges[0] = best;
    for (int lane = 1; lane < kFeedbackLanes; ++lane) {
        const float factor = 1.0F + pass.excess - static_cast<float>(lane) * pass.step;
        ranges[static_cast<size_t>(lane)] = {pass.movesLow ? best.low * factor : best.low,
                                             pass.movesHigh ? best.high * factor : best.high};
    }
    return ranges;
}

// One weight on its way through quantizeWithFeedback, by position: column p is channel order[p].
class FeedbackRun {
public:
    FeedbackRun(const VectorKernels& kernels, ProductCounters& counters, const TensorView& weight,
                const FeedbackRounding& rounding, const QuantSpec& spec);

    void run();
    double loss() const;
    PackedLinear packed() const;

private:
    std::vector<int64_t> storedPositions() const;
    int32_t channel(int64_t position) const {
        return m_rounding.order.empty() ? static_cast<int32_t>(position) : m_rounding.order[position];
    }
    // The group whose grid position p is rounded on; positions of one stretch share it unless grids are static.
    int64_t groupAt(int64_t position) const {
        return m_rounding.groups == FeedbackGroups::Ordered ? position / m_spec.groupSize
                                                            : channel(position) / m_spec.groupSize;
    }
    void setStaticGrids(const TensorView& weight);
    void carry(int64_t from, int64_t count, std::vector<float>& sums);
    FeedbackColumns columnsOf(int64_t row, int64_t from, int64_t count, const float* carried) const;
    void chooseGrids(int64_t from, const std::vector<float>& carried);
    GroupRange searchedRange(const FeedbackColumns& columns, const std::vector<float>& targets, GroupRange whole,
                             std::vector<float>& sums) const;
    void roundColumns(int64_t from, int64_t count, const std::vector<float>& carried);

    const FeedbackKernels& m_kernels;
    const RoundingKernels& m_rounds;
    ProductCounters& m_counters;
    const FeedbackRounding& m_rounding;
    QuantSpec m_spec; // groupSize resolved
    int64_t m_rows;
    int64_t m_in;
    int64_t m_groups;
    std::vector<float> m_weights;         // [rows, in]
    std::vector<float> m_errors;          // w − q [rows, in]
    std::vector<uint8_t> m_codes;         // [rows, in]
    std::vector<GroupGrid> m_grids;       // [rows, groups]
    std::vector<float> m_diagonal;        // R_pp [in]
    std::vector<float> m_inverseDiagonal; // [in]
    std::vector<double> m_losses;         // [rows]
};

FeedbackRun::FeedbackRun(const VectorKernels& kernels, ProductCounters& counters, const TensorView& weight,
                         const FeedbackRounding& rounding, const QuantSpec& spec)
    : m_kernels(kernels.feedback), m_rounds(kernels.rounding), m_counters(counters), m_rounding(rounding), m_spec(spec),
      m_rows(weight.rows()), m_in(weight.columns()) {
    m_spec.groupSize = spec.groupFor(m_in);
    m_groups = m_in / m_spec.groupSize;
    const auto elements = static_cast<size_t>(m_rows * m_in);
    m_weights.resize(elements);
    m_errors.resize(elements);
    m_codes.resize(elements);
    m_grids.resize(static_cast<size_t>(m_rows * m_groups));
    m_losses.resize(static_cast<size_t>(m_rows));
    for (int64_t p = 0; p < m_in; ++p) {
        m_diagonal.push_back(rounding.factor.floats()[p * m_in + p]);
        m_inverseDiagonal.push_back(1.0F / m_diagonal.back());
    }
#pragma omp parallel
    {
        std::vector<float> scratch;
#pragma omp for schedule(static)
        for (int64_t row = 0; row < m_rows; ++row) {
            const float* source = weightsAsFloats(weight, row, 0, m_in, scratch);
            for (int64_t p = 0; p < m_in; ++p) {
                m_weights[row * m_in + p] = source[channel(p)];
            }
        }
    }
    if (rounding.groups == FeedbackGroups::Static) {
        setStaticGrids(weight);
    }
}

// Grids of the groups as they lie in the weight, before anything is fed back.
void FeedbackRun::setStaticGrids(const TensorView& weight) {
#pragma omp parallel
    {
        std::vector<float> scratch;
        LaneRanges ranges;
        std::array<GroupGrid, kFeedbackLanes> grids;
#pragma omp for schedule(static)
        for (int64_t row = 0; row < m_rows; ++row) {
            const float* source = weightsAsFloats(weight, row, 0, m_in, scratch);
            for (int64_t group = 0; group < m_groups; ++group) {
                ranges.fill(m_rounds.groupRange(source + group * m_spec.groupSize, m_spec.groupSize));
                m_kernels.gridsOf(m_spec, ranges.data(), grids.data());
                m_grids[row * m_groups + group] = grids.front();
            }
        }
    }
}

// sums[rows, count] = E[rows, from) · R[from), columns from … from + count.
void FeedbackRun::carry(int64_t from, int64_t count, std::vector<float>& sums) {
    sums.assign(static_cast<size_t>(m_rows * count), 0.0F);
    if (from > 0) {
        const ProductTimer timer(m_counters, m_rows, count, from);
        multiply({m_rows,
                  count,
                  from,
                  {m_errors.data(), m_in},
                  {m_rounding.factor.floats().data() + from, m_in},
                  sums.data(),
                  count});
    }
}

FeedbackColumns FeedbackRun::columnsOf(int64_t row, int64_t from, int64_t count, const float* carried) const {
    return {m_weights.data() + row * m_in + from,
            carried + row * count,
            m_rounding.factor.floats().data() + from * m_in + from,
            m_in,
            m_diagonal.data() + from,
            m_inverseDiagonal.data() + from,
            count};
}

GroupRange FeedbackRun::searchedRange(const FeedbackColumns& columns, const std::vector<float>& targets,
                                      GroupRange whole, std::vector<float>& sums) const {
    std::array<GroupGrid, kFeedbackLanes> grids;
    std::array<float, kFeedbackLanes> losses;
    GroupRange best = whole;
    for (const RangePass& pass : kRangePasses) {
        if (m_spec.symmetric && pass.movesLow != pass.movesHigh) {
            continue; // a symmetric grid spans the larger end anyway
        }
        const LaneRanges ranges = rangesOf(pass, best);
        m_kernels.gridsOf(m_spec, ranges.data(), grids.data());
        if (columns.count <= kBlock) {
            m_kernels.lossesOf(m_spec, columns, grids.data(), sums.data(), losses.data());
        } else {
            m_kernels.plainLossesOf(m_spec, columns, targets.data(), grids.data(), losses.data());
        }
        best = ranges[static_cast<size_t>(std::min_element(losses.begin(), losses.end()) - losses.begin())];
    }
    return best;
}

// Of one group per row, from its columns as the errors before them have moved them.
void FeedbackRun::chooseGrids(int64_t from, const std::vector<float>& carried) {
    const int64_t count = m_spec.groupSize;
    const int64_t group = groupAt(from);
#pragma omp parallel
    {
        std::vector<float> targets(static_cast<size_t>(count));
        std::vector<float> sums(static_cast<size_t>(std::max(kBlock * kFeedbackLanes, count)));
        LaneRanges ranges;
        std::array<GroupGrid, kFeedbackLanes> grids;
#pragma omp for schedule(static)
        for (int64_t row = 0; row < m_rows; ++row) {
            const FeedbackColumns columns = columnsOf(row, from, count, carried.data());
            m_kernels.targetsOf(columns, sums.data(), targets.data());
            GroupRange range = m_rounds.groupRange(targets.data(), count);
            range = {std::min(range.low, 0.0F), std::max(range.high, 0.0F)};
            if (m_rounding.range == FeedbackRange::Searched) {
                range = searchedRange(columns, targets, range, sums);
            }
            ranges.fill(range);
            m_kernels.gridsOf(m_spec, ranges.data(), grids.data());
            m_grids[row * m_groups + group] = grids.front();
        }
    }
}

void FeedbackRun::roundColumns(int64_t from, int64_t count, const std::vector<float>& carried) {
#pragma omp parallel
    {
        std::vector<float> sums(static_cast<size_t>(count));
        std::vector<GroupGrid> grids(static_cast<size_t>(count));
#pragma omp for schedule(static)
        for (int64_t row = 0; row < m_rows; ++row) {
            for (int64_t k = 0; k < count; ++k) {
                grids[k] = m_grids[row * m_groups + groupAt(from + k)];
            }
            const int64_t at = row * m_in + from;
            m_losses[row] += m_kernels.round(m_spec, columnsOf(row, from, count, carried.data()), grids.data(),
                                             sums.data(), m_codes.data() + at, m_errors.data() + at);
        }
    }
}

void FeedbackRun::run() {
    const bool fixed = m_rounding.groups == FeedbackGroups::Static;
    const int64_t stretch = fixed ? std::min(kBlock, m_in) : m_spec.groupSize;
    std::vector<float> carried;
    for (int64_t from = 0; from < m_in; from += stretch) {
        const int64_t end = std::min(from + stretch, m_in);
        carry(from, end - from, carried);
        if (!fixed) {
            chooseGrids(from, carried);
        }
        for (int64_t at = from; at < end; at += kBlock) {
            const int64_t count = std::min(kBlock, end - at);
            if (end - from > kBlock) {
                carry(at, count, carried);
            }
            roundColumns(at, count, carried);
        }
    }
}

double FeedbackRun::loss() const {
    double sum = 0.0;
    for (const double loss : m_losses) {
        sum += loss;
    }
    return sum;
}

// Where the code of position p is stored: by channel, or by group with the channels of each in their order, which is
// how files are read.
std::vector<int64_t> FeedbackRun::storedPositions() const {
    std::vector<int64_t> stored(static_cast<size_t>(m_in));
    for (int64_t p = 0; p < m_in; ++p) {
        stored[p] = channel(p);
    }
    if (m_rounding.groups == FeedbackGroups::Ordered) {
        for (int64_t from = 0; from < m_in; from += m_spec.groupSize) {
            std::vector<int64_t> before(stored.begin() + from, stored.begin() + from + m_spec.groupSize);
            std::vector<int64_t> sorted = before;
            std::ranges::sort(sorted);
            for (int64_t k = 0; k < m_spec.groupSize; ++k) {
                stored[from + k] = from + (std::ranges::lower_bound(sorted, before[k]) - sorted.begin());
            }
        }
    }
    return stored;
}

PackedLinear FeedbackRun::packed() const {
    PackedLinear packed(m_rows, m_in, m_spec.bits, m_spec.groupSize);
    packed.setInputRounding(m_spec.inputs);
    const std::vector<int64_t> stored = storedPositions();
    std::vector<uint8_t> codes(static_cast<size_t>(m_in));
    for (int64_t row = 0; row < m_rows; ++row) {
        for (int64_t p = 0; p < m_in; ++p) {
            codes[stored[p]] = m_codes[row * m_in + p];
        }
        packed.packRow(row, codes);
        for (int64_t group = 0; group < m_groups; ++group) {
            const int64_t at = row * m_groups + group;
            const Float16 scale = toFloat16(m_grids[at].scale);
            if (!std::isfinite(toFloat(scale))) {
                refuseOverflow(row, group, m_spec.bits);
            }
            packed.zeros()[at] = static_cast<uint8_t>(m_grids[at].zero);
            packed.scales()[at] = scale;
        }
    }
    if (m_rounding.groups == FeedbackGroups::Ordered) {
        std::vector<int32_t> order(static_cast<size_t>(m_in));
        for (int64_t p = 0; p < m_in; ++p) {
            order[stored[p]] = channel(p);
        }
        if (!std::ranges::is_sorted(order)) {
            packed.setInputOrder(std::move(order));
        }
    }
    return packed;
}

} // namespace

bool CpuBackend::factorizeGram(const TensorView& gram, std::span<const int32_t> order, double damping,
                               const TensorSpan& factor) {
    const int64_t size = gram.rows();
    assert(gram.columns() == size && factor.elements() == size * size);
    // With rows and columns turned round, L Lᵀ of the result is R Rᵀ of what was asked for.
    std::vector<float> turned(static_cast<size_t>(size * size));
    const auto channel = [&](int64_t p) { return order.empty() ? p : static_cast<int64_t>(order[p]); };
    const float* source = gram.floats().data();
    forEachRow(size, size, [&](int64_t i) {
        const int64_t row = channel(size - 1 - i);
        for (int64_t j = 0; j <= i; ++j) {
            turned[i * size + j] = source[row * size + channel(size - 1 - j)];
        }
        turned[i * size + i] += static_cast<float>(damping);
    });
    if (!factorizeCholesky(turned.data(), size)) {
        return false;
    }
    float* target = factor.floats().data();
    forEachRow(size, size, [&](int64_t i) {
        std::fill_n(target + i * size, i, 0.0F);
        for (int64_t j = i; j < size; ++j) {
            // R[i][j] = L[n−1−i][n−1−j] read from the lower triangle: the larger index comes first.
            target[i * size + j] = turned[(size - 1 - i) * size + (size - 1 - j)];
        }
    });
    return true;
}

FeedbackResult CpuBackend::quantizeWithFeedback(const TensorView& weight, const FeedbackRounding& rounding,
                                                const QuantSpec& spec) {
    assert(spec.rule == RangeRule::IncludeZero && spec.fits(weight.columns()));
    assert(rounding.factor.elements() == weight.columns() * weight.columns());
    refuseUnusable(weight, spec.rule);
    FeedbackRun run(m_kernels, m_products, weight, rounding, spec);
    run.run();
    return {run.packed(), run.loss()};
}

} // namespace salient
