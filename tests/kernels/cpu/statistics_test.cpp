// SPDX-License-Identifier: Apache-2.0
#include "tests/support/backend_cases.h"
#include "tests/support/reference_math.h"

#include <gtest/gtest.h>

#include <cmath>

namespace salient {
namespace {

using reference::Matrix;

class StatisticsTest : public EveryBackendTest {};

TEST_P(StatisticsTest, CrossEntropyOfSmallAndLargeLogits) {
    for (const float deviation : {0.1F, 10.0F, 1000.0F}) {
        for (const int64_t vocabulary : {int64_t{1}, int64_t{3}, int64_t{129}, int64_t{49152}}) {
            const Tensor logits = reference::randomTensor({3, vocabulary}, 1, deviation);
            const auto last = static_cast<int32_t>(vocabulary - 1);
            const std::vector<int32_t> targets{0, last, last / 2};
            std::vector<double> losses(3);
            backend->crossEntropy(logits, targets, losses);
            const std::vector<double> expected = reference::crossEntropy(Matrix(logits), targets);
            for (size_t t = 0; t < 3; ++t) {
                EXPECT_NEAR(losses[t], expected[t], 2e-7 * std::max(1.0, expected[t])) << vocabulary;
            }
        }
    }
}

TEST_P(StatisticsTest, FirstNonFiniteIsTheFirst) {
    Tensor x = reference::randomTensor({3, 40000}, 1);
    EXPECT_EQ(backend->firstNonFinite(x), std::nullopt);
    x.floats()[119999] = NAN;
    EXPECT_EQ(backend->firstNonFinite(x), 119999);
    x.floats()[70000] = -INFINITY;
    x.floats()[70001] = NAN;
    EXPECT_EQ(backend->firstNonFinite(x), 70000);
    x.floats()[0] = INFINITY;
    EXPECT_EQ(backend->firstNonFinite(x), 0);
}

TEST_P(StatisticsTest, ChannelSumsAddUpOverSlices) {
    for (const int64_t in : {int64_t{1}, int64_t{3}, int64_t{129}, int64_t{600}}) {
        const Tensor x = reference::randomTensor({300, in}, 1);
        ChannelSums sums{Tensor::zeros({in}), Tensor::zeros({in}), 0};
        backend->accumulateChannels(x.slice(0, 1), sums);
        backend->accumulateChannels(x.slice(1, 300), sums);
        Matrix sumAbs(1, in);
        Matrix maxAbs(1, in);
        const Matrix values(x.view());
        for (int64_t t = 0; t < 300; ++t) {
            for (int64_t i = 0; i < in; ++i) {
                sumAbs.at(0, i) += std::abs(values.at(t, i));
                maxAbs.at(0, i) = std::max(maxAbs.at(0, i), std::abs(values.at(t, i)));
            }
        }
        EXPECT_EQ(sums.tokens, 300);
        EXPECT_TRUE(reference::isNear(sums.sumAbs, sumAbs, 1.2e-7)) << in;
        EXPECT_TRUE(reference::isNear(sums.maxAbs, maxAbs, 0.0)) << in;
    }
}

TEST_P(StatisticsTest, GramAddsUpOverSlicesAndIsCompleteAndSymmetric) {
    for (const int64_t in : {int64_t{1}, int64_t{3}, int64_t{127}, int64_t{129}, int64_t{384}, int64_t{500}}) {
        const Tensor x = reference::randomTensor({200, in}, 1);
        Tensor gram = Tensor::zeros({in, in});
        backend->accumulateGram(x.slice(0, 3), gram);
        backend->accumulateGram(x.slice(3, 200), gram);
        backend->completeGram(gram);
        EXPECT_TRUE(reference::isNear(gram, reference::gram(Matrix(x)), 1e-6)) << in;
        const Matrix found(gram.view());
        for (int64_t i = 0; i < in; ++i) {
            for (int64_t j = 0; j < i; ++j) {
                ASSERT_EQ(found.at(i, j), found.at(j, i)) << i << ", " << j;
            }
        }
    }
}

TEST_P(StatisticsTest, GramInBf16IsThatOfRoundedActivations) {
    const std::unique_ptr<Backend> bf16 = GetParam().make(Precision::Bf16);
    const Tensor x = reference::randomTensor({100, 129}, 1);
    Matrix rounded(x.view());
    for (double& value : rounded.values) {
        value = roundToBFloat16(static_cast<float>(value));
    }
    Tensor gram = Tensor::zeros({129, 129});
    bf16->accumulateGram(x, gram);
    bf16->completeGram(gram);
    EXPECT_TRUE(reference::isNear(gram, reference::gram(rounded), 1e-6));
}

TEST_P(StatisticsTest, SquaredDistanceIsSummedInDouble) {
    for (const int64_t count : {int64_t{1}, int64_t{3}, int64_t{129}, int64_t{200001}}) {
        const Tensor a = reference::randomTensor({count}, 1);
        const Tensor b = reference::randomTensor({count}, 2);
        const double expected = reference::squaredDistance(Matrix(a), Matrix(b));
        EXPECT_NEAR(backend->squaredDistance(a, b), expected, 1e-12 * expected) << count;
    }
}

INSTANTIATE_TEST_SUITE_P(EveryBackend, StatisticsTest, ::testing::ValuesIn(backendCases()), backendCaseName);

} // namespace
} // namespace salient
