// SPDX-License-Identifier: Apache-2.0
#include "core/quantizers/scale_grid.h"
#include "core/quantizers/scale_search.h"
#include "kernels/error.h"
#include "tests/support/reference_quantization.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <numeric>

namespace salient {
namespace {

using ::testing::HasSubstr;

constexpr int64_t kIn = 128;
constexpr int64_t kTokens = 96;

// Two linears behind inputs with some channels twenty times larger: where AWQ's scales help.
class ScaleSearch : public ::testing::Test {
protected:
    std::unique_ptr<Backend> backend = makeBackend(Device{});
    Tensor gram = testing::randomGram(kIn, kTokens, 9);
    Tensor mean{{kIn}, DType::F32};
    Tensor first = testing::randomWeights(24, kIn, 1);
    Tensor second = testing::randomWeights(8, kIn, 2);
    std::vector<ScaleCandidate> candidates;
    std::vector<ScaleChosen> chosen;
    RunContext context;
    ScaleSearchInput input;

    void SetUp() override {
        for (int64_t j = 0; j < kIn; ++j) {
            mean.floats()[j] = std::sqrt(gram.floats()[j * kIn + j] / kTokens) * 0.8F;
        }
        input.block = 3;
        input.group = "mlp.gate_proj+mlp.up_proj";
        input.producer = "post_attention_layernorm";
        input.weights = {first, second};
        input.channelMean = mean;
        input.gram = gram;
        input.gramTokens = kTokens;
        input.specs.assign(input.weights.size(), {4, 32, false, RangeRule::IncludeZero});
        context.emit = [this](const Event& event) {
            if (const auto* candidate = std::get_if<ScaleCandidate>(&event)) {
                candidates.push_back(*candidate);
            } else if (const auto* winner = std::get_if<ScaleChosen>(&event)) {
                chosen.push_back(*winner);
            }
        };
    }

    ScaleSearchResult search(SearchPreset preset = SearchPreset::Default) {
        return searchScale(*backend, input, preset, context);
    }

    // Mean squared output error by the definition, in double, through the naive Gram terms.
    double naiveLoss(std::span<const float> scales) {
        double sum = 0.0;
        double outputs = 0.0;
        for (const TensorView& weight : input.weights) {
            Tensor error(weight.shape, DType::F32);
            for (int64_t at = 0; at < weight.elements(); at += input.specs[0].groupSize) {
                std::vector<double> scaled;
                for (int64_t j = 0; j < input.specs[0].groupSize; ++j) {
                    scaled.push_back(weight.floats()[at + j] * scales[(at + j) % kIn]);
                }
                const std::vector<double> rounded = testing::referenceGroup(scaled, input.specs[0]).values;
                for (int64_t j = 0; j < input.specs[0].groupSize; ++j) {
                    error.floats()[at + j] =
                        static_cast<float>(weight.floats()[at + j] - rounded[j] / scales[(at + j) % kIn]);
                }
            }
            const std::vector<double> terms = testing::referenceGramTerms(error, gram);
            sum = std::accumulate(terms.begin(), terms.end(), sum);
            outputs += static_cast<double>(weight.rows());
        }
        return sum / (kTokens * outputs);
    }

    // A block objective that no Gram matrix gives: it prefers the candidate whose first weight is nearest to `target`.
    void inspectFirstWeight(double target) {
        input.inspectedLoss = [target](const std::vector<TensorView>& weights) {
            return std::fabs(weights.front().floats()[0] - target) + 1.0;
        };
    }
    int64_t count(const std::string& objective) const {
        return std::ranges::count(candidates, objective, &ScaleCandidate::objective);
    }
};

TEST_F(ScaleSearch, LossesAreTheMeanSquaredOutputError) {
    search();
    const std::vector<float> w = relativeWeightMean(input.weights, 32);
    const std::vector<GridPoint> grid = scaleGrid(SearchPreset::Default);
    ASSERT_EQ(candidates.size(), grid.size());
    for (const size_t index : {0U, 7U, 20U, 21U, 30U, 41U}) {
        const double expected = naiveLoss(scalesAt(grid[index], mean.floats(), w, SearchPreset::Default));
        EXPECT_NEAR(candidates[index].loss, expected, 1e-4 * expected) << "candidate " << index;
        EXPECT_EQ(candidates[index].index, static_cast<int64_t>(index));
        EXPECT_EQ(candidates[index].kind, grid[index].kindName());
        EXPECT_EQ(candidates[index].objective, "gram");
    }
}

TEST_F(ScaleSearch, ChoosesTheSmallestLossAndReportsIt) {
    const ScaleSearchResult result = search();
    const auto best = std::ranges::min_element(candidates, {}, &ScaleCandidate::loss);
    EXPECT_EQ(result.index, best->index);
    EXPECT_EQ(result.loss, best->loss);
    EXPECT_EQ(result.identityLoss, candidates.front().loss);
    EXPECT_NEAR(naiveLoss(result.scales.floats()), result.loss, 1e-4 * result.loss);
    ASSERT_EQ(chosen.size(), 1U);
    EXPECT_EQ(chosen[0].block, 3);
    EXPECT_EQ(chosen[0].group, input.group);
    EXPECT_EQ(chosen[0].producer, input.producer);
    EXPECT_EQ(chosen[0].index, result.index);
    EXPECT_EQ(chosen[0].loss, result.loss);
}

TEST_F(ScaleSearch, BeatsRoundingToNearestClearlyWithOutlierChannels) {
    const ScaleSearchResult result = search();
    EXPECT_LT(result.loss, 0.6 * result.identityLoss);
    EXPECT_NE(result.kind, "identity");
}

TEST_F(ScaleSearch, KeepsIdentityWhenNothingIsStrictlyBetter) {
    const Tensor zeros = Tensor::zeros({4, kIn});
    input.weights = {zeros};
    const ScaleSearchResult result = search();
    EXPECT_EQ(result.kind, "identity");
    EXPECT_THAT(result.scales.floats(), ::testing::Each(1.0F));
}

TEST_F(ScaleSearch, MeasuresIdentityAndTheBestFourByTheBlockObjective) {
    inspectFirstWeight(first.floats()[0]);
    const ScaleSearchResult result = search();
    EXPECT_EQ(count("gram"), 42);
    EXPECT_EQ(count("block"), 5);
    EXPECT_EQ(result.objective, "block");
    std::vector<ScaleCandidate> byGram(candidates.begin() + 1, candidates.begin() + 42);
    std::ranges::sort(byGram, {}, &ScaleCandidate::loss);
    std::vector<int64_t> expected = {0, byGram[0].index, byGram[1].index, byGram[2].index, byGram[3].index};
    std::vector<int64_t> measured;
    double best = 1e300;
    for (const ScaleCandidate& candidate : candidates) {
        if (candidate.objective == "block") {
            measured.push_back(candidate.index);
            best = std::min(best, candidate.loss);
        }
    }
    EXPECT_THAT(measured, ::testing::UnorderedElementsAreArray(expected));
    EXPECT_EQ(result.loss, best);
    EXPECT_LE(result.loss, result.identityLoss);
}

// 600 outputs: every third is enough to say which candidates are measured on all.
TEST_F(ScaleSearch, ScreensManyOutputsByAPartOfThem) {
    const Tensor large = testing::randomWeights(450, kIn, 5);
    const Tensor small = testing::randomWeights(150, kIn, 6);
    input.weights = {large, small};
    const ScaleSearchResult result = search();
    EXPECT_EQ(count("sampled"), 42);
    EXPECT_EQ(count("gram"), 5);
    EXPECT_EQ(result.objective, "gram");
    EXPECT_NEAR(result.loss, naiveLoss(result.scales.floats()), 1e-4 * result.loss);
    EXPECT_NEAR(result.identityLoss, naiveLoss(std::vector<float>(kIn, 1.0F)), 1e-4 * result.identityLoss);
    // The same search on all outputs chooses the same point.
    std::vector<ScaleCandidate> sampled(candidates.begin(), candidates.begin() + 42);
    double best = 1e300;
    int64_t bestIndex = -1;
    const std::vector<GridPoint> grid = scaleGrid(SearchPreset::Default);
    const std::vector<float> w = relativeWeightMean(input.weights, 32);
    for (size_t i = 0; i < grid.size(); ++i) {
        const double loss = naiveLoss(scalesAt(grid[i], mean.floats(), w, SearchPreset::Default));
        if (loss < best) {
            best = loss;
            bestIndex = static_cast<int64_t>(i);
        }
    }
    EXPECT_EQ(result.index, bestIndex);
    // And the screening losses are those of rows 0, 3, 6 … of each weight.
    std::vector<Tensor> thirds;
    for (const TensorView& weight : {large.view(), small.view()}) {
        Tensor third({weight.rows() / 3, kIn}, DType::F32);
        for (int64_t row = 0; row < third.rows(); ++row) {
            convert(weight.slice(3 * row, 3 * row + 1), third.slice(row, row + 1));
        }
        thirds.push_back(std::move(third));
    }
    input.weights = {thirds[0], thirds[1]};
    for (const size_t i : {0U, 9U, 35U}) {
        const double expected = naiveLoss(scalesAt(grid[i], mean.floats(), w, SearchPreset::Default));
        EXPECT_NEAR(sampled[i].loss, expected, 1e-4 * expected) << "candidate " << i;
    }
}

TEST_F(ScaleSearch, CountsItsLossesBeforehand) {
    EXPECT_EQ(mostCandidates(SearchPreset::Default, false, 32), 42);
    EXPECT_EQ(mostCandidates(SearchPreset::Default, false, 600), 47);
    EXPECT_EQ(mostCandidates(SearchPreset::Default, true, 32), 47);
    EXPECT_EQ(mostCandidates(SearchPreset::Reference, true, 600), 20);
}

TEST_F(ScaleSearch, GivesTheBlockObjectiveTheRoundedWeightsOfEveryConsumer) {
    std::vector<std::vector<float>> seen;
    input.inspectedLoss = [&](const std::vector<TensorView>& weights) {
        EXPECT_EQ(weights.size(), 2U);
        EXPECT_EQ(weights[1].shape, (Shape{8, kIn}));
        seen.emplace_back(weights[1].floats().begin(), weights[1].floats().end());
        return 1.0;
    };
    search();
    Tensor expected({8, kIn}, DType::F32);
    backend->fakeQuantize(second, {}, input.specs[0], expected);
    EXPECT_THAT(seen.front(), ::testing::ElementsAreArray(expected.floats()));
}

TEST_F(ScaleSearch, KeepsIdentityWhenTheBlockObjectiveSaysSo) {
    Tensor rounded({24, kIn}, DType::F32);
    backend->fakeQuantize(first, {}, input.specs[0], rounded);
    inspectFirstWeight(rounded.floats()[0]);
    const ScaleSearchResult result = search();
    EXPECT_EQ(result.kind, "identity");
    EXPECT_EQ(result.loss, 1.0);
}

TEST_F(ScaleSearch, MeasuresEverythingByTheBlockObjectiveWithoutAGramMatrix) {
    inspectFirstWeight(0.0);
    input.gram = {};
    EXPECT_EQ(search().objective, "block");
    EXPECT_EQ(count("block"), 42);
    EXPECT_EQ(count("gram"), 0);
}

TEST_F(ScaleSearch, ReferenceMeasuresTwentyPointsByTheGivenObjective) {
    for (QuantSpec& spec : input.specs) {
        spec.rule = RangeRule::AutoAwq;
    }
    const ScaleSearchResult gramResult = search(SearchPreset::Reference);
    EXPECT_EQ(count("gram"), 20);
    EXPECT_EQ(gramResult.kind, "duo");
    const std::vector<float> ones(kIn, 1.0F);
    EXPECT_NEAR(gramResult.identityLoss, naiveLoss(ones), 1e-4 * gramResult.identityLoss);
    candidates.clear();
    inspectFirstWeight(0.0);
    EXPECT_EQ(search(SearchPreset::Reference).objective, "block");
    EXPECT_EQ(count("block"), 20);
    EXPECT_EQ(count("gram"), 0);
}

TEST_F(ScaleSearch, ReferenceTakesTheFirstOfEqualLosses) {
    input.inspectedLoss = [](const std::vector<TensorView>&) { return 2.0; };
    EXPECT_EQ(search(SearchPreset::Reference).index, 0);
}

TEST_F(ScaleSearch, TiedHeadsShareTheirScales) {
    input.tie = TiedHeads{2, 16, 4};
    const ScaleSearchResult result = search();
    ASSERT_NE(result.kind, "identity");
    for (int64_t j = 0; j < kIn; ++j) {
        const int64_t leader = j / 64 * 64 + j % 16;
        ASSERT_EQ(result.scales.floats()[j], result.scales.floats()[leader]) << "channel " << j;
    }
}

TEST_F(ScaleSearch, StopsBetweenCandidatesWhenCancelled) {
    std::atomic<bool> cancelled = false;
    context.cancelled = &cancelled;
    int64_t seen = 0;
    context.emit = [&](const Event&) { cancelled = ++seen == 5; };
    try {
        search();
        FAIL() << "no error";
    } catch (const Error& error) {
        EXPECT_EQ(error.kind(), ErrorKind::Cancelled);
    }
    EXPECT_EQ(seen, 5);
}

TEST_F(ScaleSearch, NamesTheChannelsWhoseStatisticsAreNotFinite) {
    mean.floats()[17] = INFINITY;
    mean.floats()[90] = std::nanf("");
    try {
        search();
        FAIL() << "no error";
    } catch (const Error& error) {
        EXPECT_EQ(error.kind(), ErrorKind::Numeric);
        EXPECT_THAT(error.what(), HasSubstr("mlp.gate_proj+mlp.up_proj of block 3"));
        EXPECT_THAT(error.what(), HasSubstr("channel 17, 90"));
    }
}

TEST_F(ScaleSearch, RefusesAGramMatrixThatIsNotFinite) {
    gram.floats()[5 * kIn + 12] = INFINITY;
    try {
        search();
        FAIL() << "no error";
    } catch (const Error& error) {
        EXPECT_EQ(error.code(), "search.statistics_not_finite");
        EXPECT_THAT(error.what(), HasSubstr("channel 12"));
    }
}

TEST_F(ScaleSearch, SaysSoWhenNoCandidateHasAFiniteLoss) {
    first.floats()[0] = std::nanf("");
    for (const SearchPreset preset : {SearchPreset::Default, SearchPreset::Reference}) {
        try {
            search(preset);
            FAIL() << "no error";
        } catch (const Error& error) {
            EXPECT_EQ(error.kind(), ErrorKind::Numeric);
            EXPECT_THAT(error.what(), HasSubstr("No scale gives a finite error for group mlp.gate_proj+mlp.up_proj"));
        }
    }
}

TEST_F(ScaleSearch, PassesOverCandidatesWithoutAFiniteLoss) {
    int calls = 0;
    input.inspectedLoss = [&](const std::vector<TensorView>&) { return ++calls == 3 ? 5.0 : NAN; };
    const ScaleSearchResult result = search(SearchPreset::Reference);
    EXPECT_EQ(result.index, 2);
    EXPECT_EQ(result.loss, 5.0);
}

} // namespace
} // namespace salient
