// SPDX-License-Identifier: Apache-2.0
#include "tests/support/backend_cases.h"
#include "tests/support/reference_math.h"

#include <gtest/gtest.h>

#include <cmath>
#include <cstring>
#include <limits>

namespace salient {
namespace {

using reference::Matrix;

// The definition in backend.h, in double.
Matrix roundedByDefinition(const Matrix& x, int bits, double outlier) {
    const double levels = std::exp2(bits - 1) - 1.0;
    const auto isOutlier = [&](double value) { return outlier > 0.0 && std::fabs(value) >= outlier; };
    Matrix rounded(x.rows, x.columns);
    for (int64_t t = 0; t < x.rows; ++t) {
        double largest = 0.0;
        for (int64_t i = 0; i < x.columns; ++i) {
            largest = isOutlier(x.at(t, i)) ? largest : std::max(largest, std::fabs(x.at(t, i)));
        }
        for (int64_t i = 0; i < x.columns; ++i) {
            bool kept = false;
            for (int64_t other = 0; other < x.rows; ++other) {
                kept = kept || isOutlier(x.at(other, i));
            }
            const double step = largest / levels;
            const double code = step == 0.0 ? 0.0 : std::nearbyint(x.at(t, i) / step);
            rounded.at(t, i) = kept ? x.at(t, i) : code * step;
        }
    }
    return rounded;
}

class TokenRoundingTest : public EveryBackendTest {
protected:
    Tensor rounded(const Tensor& x, const TokenRounding& rounding) {
        Tensor out(x.shape(), DType::F32);
        backend->roundTokens(x, rounding, out);
        return out;
    }
};

TEST_P(TokenRoundingTest, FollowsTheDefinitionForEveryNumberOfBits) {
    for (const int64_t in : {1, 3, 127, 576}) {
        const Tensor x = reference::randomTensor({37, in}, 11, 3.0F);
        for (int bits = 2; bits <= 8; ++bits) {
            EXPECT_TRUE(reference::isNear(rounded(x, {bits}), roundedByDefinition(Matrix(x), bits, 0.0), 1e-6))
                << bits << " bits, " << in << " inputs";
        }
    }
}

TEST_P(TokenRoundingTest, KeepsColumnsInWhichAnyTokenReachesTheOutlier) {
    Tensor x = reference::randomTensor({200, 129}, 12, 1.5F);
    x.floats()[5 * 129 + 7] = 6.0F; // reaches it
    x.floats()[6 * 129 + 8] = -40.0F;
    x.floats()[7 * 129 + 9] = 5.99F; // does not
    const Tensor found = rounded(x, {8, 6.0F});
    EXPECT_TRUE(reference::isNear(found, roundedByDefinition(Matrix(x), 8, 6.0), 1e-6));
    EXPECT_EQ(found.floats()[100 * 129 + 7], x.floats()[100 * 129 + 7]);
    EXPECT_EQ(found.floats()[6 * 129 + 8], -40.0F);
    EXPECT_NE(found.floats()[101 * 129 + 9], x.floats()[101 * 129 + 9]);
}

// The step of a token with an outlier follows from its other values: without them, 40 would leave few codes to 1.
TEST_P(TokenRoundingTest, AnOutlierDoesNotWidenItsTokensStep) {
    Tensor x = Tensor::zeros({1, 3});
    x.floats()[0] = 40.0F;
    x.floats()[1] = 1.0F;
    x.floats()[2] = 0.1F;
    EXPECT_NEAR(rounded(x, {8, 6.0F}).floats()[2], 13.0F / 127.0F, 1e-6F);
    EXPECT_EQ(rounded(x, {8}).floats()[2], 0.0F);
}

TEST_P(TokenRoundingTest, RoundsTiesToEven) {
    Tensor x = Tensor::zeros({1, 5});
    for (int i = 0; i < 4; ++i) {
        x.floats()[static_cast<size_t>(i)] = static_cast<float>(i) - 1.5F; // step 1: −1.5, −0.5, 0.5, 1.5
    }
    x.floats()[4] = 127.0F;
    const Tensor found = rounded(x, {8});
    EXPECT_EQ(found.floats()[0], -2.0F);
    EXPECT_EQ(found.floats()[1], 0.0F);
    EXPECT_EQ(found.floats()[2], 0.0F);
    EXPECT_EQ(found.floats()[3], 2.0F);
}

TEST_P(TokenRoundingTest, WorksInPlace) {
    Tensor x = reference::randomTensor({64, 300}, 13, 4.0F);
    const Tensor expected = rounded(x, {8, 6.0F});
    backend->roundTokens(x, {8, 6.0F}, x);
    EXPECT_EQ(std::memcmp(x.view().data, expected.view().data, static_cast<size_t>(x.view().bytes())), 0);
}

TEST_P(TokenRoundingTest, ATokenOfNothingOrAlmostNothingBecomesZero) {
    Tensor x = Tensor::zeros({2, 4});
    x.floats()[4] = 1e-31F;
    const Tensor found = rounded(x, {8});
    for (const float value : found.floats()) {
        EXPECT_EQ(value, 0.0F);
    }
}

TEST_P(TokenRoundingTest, WhatIsNotFiniteIsSeenBehindIt) {
    Tensor x = reference::randomTensor({3, 8}, 14);
    x.floats()[2] = std::numeric_limits<float>::quiet_NaN();
    x.floats()[9] = std::numeric_limits<float>::infinity();
    const Tensor found = rounded(x, {8});
    EXPECT_TRUE(std::isnan(found.floats()[2]));
    EXPECT_TRUE(std::isfinite(found.floats()[3]));
    EXPECT_TRUE(std::isnan(found.floats()[9]));
    EXPECT_TRUE(std::isinf(rounded(x, {8, 6.0F}).floats()[9]));
}

INSTANTIATE_TEST_SUITE_P(EveryBackend, TokenRoundingTest, ::testing::ValuesIn(backendCases()), backendCaseName);

} // namespace
} // namespace salient
