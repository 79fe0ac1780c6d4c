// SPDX-License-Identifier: Apache-2.0
#include "core/quantizers/scale_search.h"

#include "core/quantizers/candidate_rounding.h"
#include "core/quantizers/scale_grid.h"
#include "kernels/error.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <cassert>
#include <chrono>
#include <cmath>
#include <limits>

namespace salient {

namespace {

constexpr size_t kScreened = 4; // candidates besides identity that are measured again

// A group is screened on so many of its output channels: with more, hardly any search keeps other candidates.
constexpr int64_t kScreenRows = 192;
constexpr int64_t kLongestRowStep = 15;

// How a candidate is measured: by the Gram matrix on a part of the output channels or on all, or in its module.
enum class Objective { SampledGram, Gram, Block };

const char* nameOf(Objective objective) {
    constexpr const char* kNames[] = {"sampled", "gram", "block"};
    return kNames[static_cast<size_t>(objective)];
}

struct Candidate {
    static constexpr double kUnknown = std::numeric_limits<double>::quiet_NaN();

    GridPoint point;
    int64_t index = 0;
    std::vector<float> scales;
    std::array<double, 3> losses = {kUnknown, kUnknown, kUnknown};

    double& loss(Objective objective) { return losses[static_cast<size_t>(objective)]; }
    double loss(Objective objective) const { return losses[static_cast<size_t>(objective)]; }
};

// Every how many rows of a group with so many make kScreenRows: odd, so that a step meets all positions of a head.
int64_t rowStep(int64_t rows) {
    const int64_t step = std::clamp<int64_t>(rows / kScreenRows, 1, kLongestRowStep);
    return step % 2 == 0 ? step - 1 : step;
}

// Rows 0, step, 2 · step … of a weight F32 [rows, in].
Tensor everyRow(const TensorView& weight, int64_t step) {
    const int64_t rows = (weight.rows() + step - 1) / step;
    Tensor picked({rows, weight.columns()}, DType::F32);
    for (int64_t row = 0; row < rows; ++row) {
        convert(weight.slice(row * step, row * step + 1), picked.slice(row, row + 1));
    }
    return picked;
}

std::string placeOf(const ScaleSearchInput& input) {
    return fmt::format("group {} of block {}", input.group, input.block);
}

int64_t outputsOf(const ScaleSearchInput& input) {
    int64_t rows = 0;
    for (const TensorView& weight : input.weights) {
        rows += weight.rows();
    }
    return rows;
}

// The losses of one search, with buffers that all candidates share.
class LossMeter {
public:
    LossMeter(Backend& backend, const ScaleSearchInput& input, const RunContext& context)
        : m_backend(backend), m_input(input), m_context(context), m_rounding(backend, input.gram, input.feedback) {}

    double measure(std::span<const float> scales, Objective objective) {
        if (objective == Objective::Block) {
            return blockLoss(scales);
        }
        return gramLoss(scales, objective == Objective::Gram ? m_input.weights : sampledWeights());
    }

private:
    const std::vector<TensorView>& sampledWeights() {
        if (m_sampledViews.empty()) {
            const int64_t step = rowStep(outputsOf(m_input));
            for (const TensorView& weight : m_input.weights) {
                m_sampled.push_back(everyRow(weight, step));
                m_sampledViews.push_back(m_sampled.back().view());
            }
        }
        return m_sampledViews;
    }

    // Mean over tokens and output channels of ‖X (W − Q(W·s)/s)ᵀ‖².
    double gramLoss(std::span<const float> scales, const std::vector<TensorView>& weights) {
        const int64_t in = m_input.channelMean.elements();
        double sum = 0.0;
        int64_t outputs = 0;
        for (size_t i = 0; i < weights.size(); ++i) {
            m_context.checkCancelled();
            const TensorView& weight = weights[i];
            if (m_error.empty() || m_error.rows() < weight.rows()) {
                m_error = Tensor({weight.rows(), in}, DType::F32);
            }
            const TensorSpan error = m_error.slice(0, weight.rows());
            m_rounding.error(weight, scales, m_input.specs[i], error);
            sum += m_backend.gramLoss(error, m_input.gram, {});
            outputs += weight.rows();
        }
        return sum / (static_cast<double>(m_input.gramTokens) * static_cast<double>(outputs));
    }

    double blockLoss(std::span<const float> scales) {
        std::vector<TensorView> rounded;
        m_rounded.resize(m_input.weights.size());
        for (size_t i = 0; i < m_rounded.size(); ++i) {
            m_context.checkCancelled();
            const TensorView& weight = m_input.weights[i];
            if (m_rounded[i].empty()) {
                m_rounded[i] = Tensor(weight.shape, DType::F32);
            }
            m_rounding.rounded(weight, scales, m_input.specs[i], m_rounded[i]);
            rounded.push_back(m_rounded[i]);
        }
        m_context.checkCancelled();
        return m_input.inspectedLoss(rounded);
    }

    Backend& m_backend;
    const ScaleSearchInput& m_input;
    const RunContext& m_context;
    CandidateRounding m_rounding;
    std::vector<Tensor> m_sampled; // [part of out, in] of each weight
    std::vector<TensorView> m_sampledViews;
    Tensor m_error; // [largest out, in]
    std::vector<Tensor> m_rounded;
};

// One search: the candidates, and the order in which their losses are measured.
class Search {
public:
    Search(Backend& backend, const ScaleSearchInput& input, SearchPreset preset, const RunContext& context)
        : m_input(input), m_context(context), m_preset(preset), m_meter(backend, input, context) {
        makeCandidates();
    }

    const Candidate& run() {
        if (m_preset == SearchPreset::Reference) {
            return measureReference();
        }
        const Objective final =
            m_input.inspectedLoss ? Objective::Block : Objective::Gram; // what decides, where every loss can be had
        if (m_input.gram.empty()) {
            m_objective = Objective::Block;
        } else {
            m_objective = rowStep(outputsOf(m_input)) > 1 ? Objective::SampledGram : Objective::Gram;
        }
        measure(pointersToAll(), m_objective);
        if (m_objective != final) {
            const std::vector<Candidate*> screened = bestBy(m_objective);
            measure(screened, final);
            m_objective = final;
        }
        m_identityLoss = lossOf(m_candidates.front());
        return best();
    }

    double lossOf(const Candidate& candidate) const { return candidate.loss(m_objective); }
    double identityLoss() const { return m_identityLoss; }
    const char* objectiveName() const { return nameOf(m_objective); }

private:
    void makeCandidates() {
        std::vector<float> x(m_input.channelMean.floats().begin(), m_input.channelMean.floats().end());
        std::vector<float> w =
            relativeWeightMean(m_input.weights, m_input.specs.front().groupFor(m_input.channelMean.elements()));
        if (m_input.tie.has_value() && m_preset != SearchPreset::Reference) {
            x = averageTied(x, *m_input.tie);
            w = averageTied(w, *m_input.tie);
        }
        for (const GridPoint& point : scaleGrid(m_preset)) {
            m_candidates.push_back({point, static_cast<int64_t>(m_candidates.size()), scalesAt(point, x, w, m_preset)});
        }
    }

    std::vector<Candidate*> pointersToAll() {
        std::vector<Candidate*> all;
        for (Candidate& candidate : m_candidates) {
            all.push_back(&candidate);
        }
        return all;
    }

    void measure(const std::vector<Candidate*>& candidates, Objective objective) {
        for (Candidate* candidate : candidates) {
            m_context.checkCancelled();
            candidate->loss(objective) = m_meter.measure(candidate->scales, objective);
            m_context.emit(ScaleCandidate{m_input.block, m_input.group, candidate->index,
                                          std::string(candidate->point.kindName()), candidate->point.ratio,
                                          candidate->loss(objective), nameOf(objective)});
        }
    }

    const Candidate& measureReference() {
        m_objective = m_input.inspectedLoss ? Objective::Block : Objective::Gram;
        measure(pointersToAll(), m_objective);
        const std::vector<float> ones(m_candidates.front().scales.size(), 1.0F);
        m_identityLoss = m_meter.measure(ones, m_objective);
        return best();
    }

    // Identity and the best others, in grid order; of candidates with the same scales the first.
    std::vector<Candidate*> bestBy(Objective objective) {
        std::vector<Candidate*> ranked = pointersToAll();
        std::erase_if(ranked, [&](const Candidate* c) { return !std::isfinite(c->loss(objective)) && c->index != 0; });
        std::stable_sort(ranked.begin() + 1, ranked.end(), [&](const Candidate* a, const Candidate* b) {
            return a->loss(objective) < b->loss(objective);
        });
        std::vector<Candidate*> chosen;
        for (Candidate* candidate : ranked) {
            const bool known =
                std::ranges::any_of(chosen, [&](const Candidate* c) { return c->scales == candidate->scales; });
            if (!known && chosen.size() <= kScreened) {
                chosen.push_back(candidate);
            }
        }
        std::ranges::sort(chosen, {}, &Candidate::index);
        return chosen;
    }

    const Candidate& best() const {
        const Candidate* winner = nullptr;
        for (const Candidate& candidate : m_candidates) {
            const double loss = lossOf(candidate);
            if (std::isfinite(loss) && (winner == nullptr || loss < lossOf(*winner))) {
                winner = &candidate;
            }
        }
        if (winner == nullptr) {
            throw numericError(
                "search.no_finite_loss",
                fmt::format("No scale gives a finite error for {}: weights or activations overflow there, "
                            "so leave these layers in 16 bit or check the checkpoint.",
                            placeOf(m_input)));
        }
        return *winner;
    }

    const ScaleSearchInput& m_input;
    const RunContext& m_context;
    SearchPreset m_preset;
    LossMeter m_meter;
    std::vector<Candidate> m_candidates;
    Objective m_objective = Objective::Gram;
    double m_identityLoss = 0.0;
};

void refuseStatistics(const ScaleSearchInput& input, const std::vector<int64_t>& channels) {
    throw numericError("search.statistics_not_finite",
                       fmt::format("The activations that enter {} are not finite in channel {}; the model overflows on "
                                   "the calibration text, so check the checkpoint or use other texts.",
                                   placeOf(input), fmt::join(channels, ", ")));
}

void checkStatistics(Backend& backend, const ScaleSearchInput& input) {
    constexpr size_t kNamed = 5;
    const std::vector<int64_t> channels = unusableChannels(input.channelMean.floats(), kNamed);
    if (!channels.empty()) {
        refuseStatistics(input, channels);
    }
    if (const std::optional<int64_t> at = input.gram.empty() ? std::nullopt : backend.firstNonFinite(input.gram)) {
        refuseStatistics(input, {*at % input.gram.columns()});
    }
}

} // namespace

ScaleSearchResult searchScale(Backend& backend, const ScaleSearchInput& input, SearchPreset preset,
                              const RunContext& context) {
    assert(!input.weights.empty() && (input.gram.empty() || input.gramTokens > 0) &&
           (!input.gram.empty() || input.inspectedLoss));
    const auto start = std::chrono::steady_clock::now();
    checkStatistics(backend, input);
    Search search(backend, input, preset, context);
    const Candidate& winner = search.run();
    ScaleSearchResult result;
    result.scales = Tensor::fromFloats(winner.scales, {static_cast<int64_t>(winner.scales.size())});
    result.index = winner.index;
    result.kind = winner.point.kindName();
    result.ratio = winner.point.ratio;
    result.loss = search.lossOf(winner);
    result.identityLoss = search.identityLoss();
    result.objective = search.objectiveName();
    const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - start;
    context.emit(ScaleChosen{input.block, input.group, input.producer, result.index, result.kind, result.ratio,
                             result.loss, result.identityLoss, result.objective, seconds.count()});
    return result;
}

int64_t mostCandidates(SearchPreset preset, bool inspected, int64_t outputs) {
    const auto points = static_cast<int64_t>(scaleGrid(preset).size());
    const bool again = preset != SearchPreset::Reference && (inspected || rowStep(outputs) > 1);
    return points + (again ? static_cast<int64_t>(kScreened) + 1 : 0);
}

} // namespace salient
