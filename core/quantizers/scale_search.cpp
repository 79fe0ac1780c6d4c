// SPDX-License-Identifier: Apache-2.0
#include "core/quantizers/scale_search.h"

#include "core/quantizers/scale_grid.h"
#include "kernels/error.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cassert>
#include <chrono>
#include <cmath>
#include <limits>

namespace salient {

namespace {

constexpr size_t kScreened = 4; // candidates besides identity that the block objective measures

struct Candidate {
    GridPoint point;
    int64_t index = 0;
    std::vector<float> scales;
    double gramLoss = std::numeric_limits<double>::quiet_NaN();
    double blockLoss = std::numeric_limits<double>::quiet_NaN();
};

using LossOf = double Candidate::*;

std::string placeOf(const ScaleSearchInput& input) {
    return fmt::format("group {} of block {}", input.group, input.block);
}

// The losses of one search, with buffers that all candidates share.
class LossMeter {
public:
    LossMeter(Backend& backend, const ScaleSearchInput& input, const RunContext& context)
        : m_backend(backend), m_input(input), m_context(context) {}

    // Mean over tokens and output channels of ‖X (W − Q(W·s)/s)ᵀ‖².
    double gramLoss(std::span<const float> scales) {
        const int64_t in = m_input.channelMean.elements();
        const TensorView columns = viewOf(scales);
        double sum = 0.0;
        int64_t outputs = 0;
        for (size_t i = 0; i < m_input.weights.size(); ++i) {
            m_context.checkCancelled();
            const TensorView& weight = m_input.weights[i];
            if (m_error.empty() || m_error.rows() < weight.rows()) {
                m_error = Tensor({weight.rows(), in}, DType::F32);
            }
            const TensorSpan error = m_error.slice(0, weight.rows());
            m_backend.roundingError(weight, columns, m_input.specs[i], error);
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
            m_backend.fakeQuantize(weight, viewOf(scales), m_input.specs[i], m_rounded[i]);
            rounded.push_back(m_rounded[i]);
        }
        m_context.checkCancelled();
        return m_input.inspectedLoss(rounded);
    }

private:
    static TensorView viewOf(std::span<const float> scales) {
        return {reinterpret_cast<const std::byte*>(scales.data()), DType::F32, {static_cast<int64_t>(scales.size())}};
    }

    Backend& m_backend;
    const ScaleSearchInput& m_input;
    const RunContext& m_context;
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
        if (m_input.gram.empty()) {
            measure(pointersToAll(), &Candidate::blockLoss);
            m_objective = &Candidate::blockLoss;
        } else {
            measure(pointersToAll(), &Candidate::gramLoss);
            m_objective = &Candidate::gramLoss;
        }
        if (m_input.inspectedLoss && !m_input.gram.empty()) {
            const std::vector<Candidate*> screened = bestByGram();
            measure(screened, &Candidate::blockLoss);
            m_objective = &Candidate::blockLoss;
        }
        m_identityLoss = m_candidates.front().*m_objective;
        return best();
    }

    double lossOf(const Candidate& candidate) const { return candidate.*m_objective; }
    double identityLoss() const { return m_identityLoss; }
    const char* objectiveName() const { return nameOf(m_objective); }

private:
    static const char* nameOf(LossOf objective) { return objective == &Candidate::gramLoss ? "gram" : "block"; }

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

    double measureOne(std::span<const float> scales, LossOf objective) {
        return objective == &Candidate::gramLoss ? m_meter.gramLoss(scales) : m_meter.blockLoss(scales);
    }

    void measure(const std::vector<Candidate*>& candidates, LossOf objective) {
        for (Candidate* candidate : candidates) {
            m_context.checkCancelled();
            candidate->*objective = measureOne(candidate->scales, objective);
            m_context.emit(ScaleCandidate{m_input.block, m_input.group, candidate->index,
                                          std::string(candidate->point.kindName()), candidate->point.ratio,
                                          candidate->*objective, nameOf(objective)});
        }
    }

    const Candidate& measureReference() {
        m_objective = m_input.inspectedLoss ? &Candidate::blockLoss : &Candidate::gramLoss;
        measure(pointersToAll(), m_objective);
        const std::vector<float> ones(m_candidates.front().scales.size(), 1.0F);
        m_identityLoss = measureOne(ones, m_objective);
        return best();
    }

    // Identity and the best others by Gram loss, in grid order; of candidates with the same scales the first.
    std::vector<Candidate*> bestByGram() {
        std::vector<Candidate*> ranked = pointersToAll();
        std::erase_if(ranked, [](const Candidate* c) { return !std::isfinite(c->gramLoss) && c->index != 0; });
        std::stable_sort(ranked.begin() + 1, ranked.end(),
                         [](const Candidate* a, const Candidate* b) { return a->gramLoss < b->gramLoss; });
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
            const double loss = candidate.*m_objective;
            if (std::isfinite(loss) && (winner == nullptr || loss < winner->*m_objective)) {
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
    LossOf m_objective = &Candidate::gramLoss;
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

int64_t mostCandidates(SearchPreset preset, bool inspected) {
    const auto points = static_cast<int64_t>(scaleGrid(preset).size());
    const bool again = inspected && preset != SearchPreset::Reference;
    return points + (again ? static_cast<int64_t>(kScreened) + 1 : 0);
}

} // namespace salient
