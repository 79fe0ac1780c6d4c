// SPDX-License-Identifier: Apache-2.0
#include "kernels/backend.h"
#include "tests/support/reference_quantization.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

namespace salient {
namespace {

struct LossShape {
    int64_t rows;
    int64_t in;
};

class GramLoss : public ::testing::TestWithParam<LossShape> {};
INSTANTIATE_TEST_SUITE_P(Quantization, GramLoss,
                         ::testing::Values(LossShape{1, 1}, LossShape{3, 17}, LossShape{2, 127}, LossShape{33, 129},
                                           LossShape{1030, 70}, LossShape{7, 600}));

TEST_P(GramLoss, IsTheSumOfTheQuadraticForms) {
    const auto [rows, in] = GetParam();
    const std::unique_ptr<Backend> backend = makeBackend(Device{});
    const Tensor error = testing::randomWeights(rows, in, 11);
    const Tensor gram = testing::randomGram(in, 64, 5);
    const std::vector<double> expected = testing::referenceGramTerms(error, gram);
    std::vector<double> perRow(rows);
    const double total = backend->gramLoss(error, gram, perRow);
    const double sum = std::accumulate(expected.begin(), expected.end(), 0.0);
    EXPECT_NEAR(total, sum, 2e-5 * sum);
    for (int64_t row = 0; row < rows; ++row) {
        ASSERT_NEAR(perRow[row], expected[row], 1e-4 * expected[row] + 1e-7 * sum) << "row " << row;
    }
    EXPECT_EQ(backend->gramLoss(error, gram, {}), total);
}

TEST(GramLossCost, IsLittleMoreThanHalfOfTheFullProduct) {
    const std::unique_ptr<Backend> backend = makeBackend(Device{});
    const Tensor error = testing::randomWeights(10, 1024, 11);
    backend->gramLoss(error, Tensor::zeros({1024, 1024}), {});
    EXPECT_LE(backend->productCounters().operations, 0.6 * (2.0 * 10 * 1024 * 1024));
    EXPECT_GE(backend->productCounters().operations, 0.5 * (2.0 * 10 * 1024 * 1024));
}

TEST(GramLossOfNan, IsNan) {
    const std::unique_ptr<Backend> backend = makeBackend(Device{});
    Tensor error = testing::randomWeights(3, 80, 11);
    error.floats()[100] = std::nanf("");
    EXPECT_TRUE(std::isnan(backend->gramLoss(error, testing::randomGram(80, 16, 5), {})));
}

struct ClipCase {
    QuantSpec spec;
    int64_t rows;
    int64_t in;
};

class ClipSearch : public ::testing::TestWithParam<ClipCase> {};
INSTANTIATE_TEST_SUITE_P(Quantization, ClipSearch,
                         ::testing::Values(ClipCase{{4, 16, false, RangeRule::IncludeZero}, 1, 16},
                                           ClipCase{{4, 64, false, RangeRule::IncludeZero}, 37, 192},
                                           ClipCase{{3, 128, false, RangeRule::AutoAwq}, 70, 256},
                                           ClipCase{{4, 32, true, RangeRule::AutoAwq}, 33, 96},
                                           ClipCase{{2, 32, true, RangeRule::IncludeZero}, 5, 64},
                                           ClipCase{{4, 0, false, RangeRule::AutoAwq}, 3, 300},
                                           ClipCase{{4, 64, false, RangeRule::AutoAwqHalf}, 9, 128}));

// The chosen factor's error must be the smallest of the ten up to rounding, and no earlier factor may be as good.
TEST_P(ClipSearch, TakesTheFactorOfTheNaiveSearch) {
    const ClipCase& c = GetParam();
    const std::unique_ptr<Backend> backend = makeBackend(Device{});
    const Tensor weight = testing::randomWeights(c.rows, c.in, 21);
    const Tensor gram = testing::randomGram(c.in, 48, 4);
    const testing::ReferenceClip expected = testing::referenceClip(weight, gram, c.spec);
    const ClipResult result = backend->searchClip(weight, gram, c.spec, ClipSides::Together);
    ASSERT_EQ(result.high.shape(), (Shape{c.rows, c.spec.groupsFor(c.in)}));
    int64_t different = 0;
    double before = 0.0;
    double after = 0.0;
    for (size_t i = 0; i < expected.limit.size(); ++i) {
        const auto errors = std::span(expected.errors).subspan(10 * i, 10);
        const double best = *std::ranges::min_element(errors);
        before += errors[0];
        after += best;
        if (result.high.floats()[i] != expected.limit[i]) {
            ++different;
            const float largest = expected.limit[i] /
                                  static_cast<float>(1.0 - 0.05 * (std::ranges::min_element(errors) - errors.begin()));
            const auto step = static_cast<int64_t>(std::lround(20.0F * (1.0F - result.high.floats()[i] / largest)));
            ASSERT_GE(step, 0);
            ASSERT_LT(step, 10);
            EXPECT_NEAR(errors[step], best, 1e-3 * best) << "row and group " << i;
        }
    }
    EXPECT_LE(different, static_cast<int64_t>(expected.limit.size() / 50));
    EXPECT_NEAR(result.errorBefore, before, 1e-3 * before);
    EXPECT_NEAR(result.errorAfter, after, 1e-3 * after);
    EXPECT_LT(result.errorAfter, result.errorBefore);
}

// What the limits give must be what is reported, and never worse than one limit for both ends.
TEST_P(ClipSearch, MovingTheEndsApartIsNeverWorse) {
    const ClipCase& c = GetParam();
    const std::unique_ptr<Backend> backend = makeBackend(Device{});
    const Tensor weight = testing::randomWeights(c.rows, c.in, 22);
    const Tensor gram = testing::randomGram(c.in, 48, 5);
    const ClipResult together = backend->searchClip(weight, gram, c.spec, ClipSides::Together);
    const ClipResult apart = backend->searchClip(weight, gram, c.spec, ClipSides::Apart);
    EXPECT_LE(apart.errorAfter, together.errorAfter);
    EXPECT_NEAR(apart.errorBefore, together.errorBefore, 1e-6 * together.errorBefore);

    Tensor clipped = weight.clone();
    backend->clamp(clipped, apart.low, apart.high, c.spec);
    Tensor rounded(clipped.shape(), DType::F32);
    backend->fakeQuantize(clipped, {}, c.spec, rounded);
    const int64_t group = c.spec.groupFor(c.in);
    double error = 0.0;
    for (int64_t row = 0; row < c.rows; ++row) {
        for (int64_t i = 0; i < c.in; ++i) {
            for (int64_t j = i / group * group; j < (i / group + 1) * group; ++j) {
                const auto d = [&](int64_t at) {
                    return static_cast<double>(rounded.floats()[row * c.in + at]) -
                           static_cast<double>(weight.floats()[row * c.in + at]);
                };
                error += d(i) * d(j) * static_cast<double>(gram.floats()[i * c.in + j]);
            }
        }
    }
    EXPECT_NEAR(apart.errorAfter, error, 1e-3 * error);
}

TEST(ClipSearchOfZeros, KeepsNoClipBecauseNothingIsStrictlySmaller) {
    const std::unique_ptr<Backend> backend = makeBackend(Device{});
    const Tensor weight = testing::randomWeights(4, 64, 2);
    const ClipResult result =
        backend->searchClip(weight, Tensor::zeros({64, 64}), {4, 32, false, RangeRule::AutoAwq}, ClipSides::Together);
    for (int64_t row = 0; row < 4; ++row) {
        for (int64_t group = 0; group < 2; ++group) {
            float largest = 0.0F;
            for (int64_t j = 0; j < 32; ++j) {
                largest = std::max(largest, std::fabs(weight.floats()[row * 64 + group * 32 + j]));
            }
            EXPECT_EQ(result.high.floats()[row * 2 + group], largest);
        }
    }
}

TEST(ClipSearchOfNan, KeepsNoClip) {
    const std::unique_ptr<Backend> backend = makeBackend(Device{});
    Tensor gram = testing::randomGram(32, 16, 4);
    gram.floats()[5] = std::numeric_limits<float>::quiet_NaN();
    const Tensor weight = testing::randomWeights(1, 32, 2);
    const ClipResult result =
        backend->searchClip(weight, gram, {4, 32, false, RangeRule::AutoAwq}, ClipSides::Together);
    const auto magnitude = [](float w) { return std::fabs(w); };
    EXPECT_EQ(result.high.floats()[0], magnitude(*std::ranges::max_element(weight.floats(), {}, magnitude)));
}

} // namespace
} // namespace salient
