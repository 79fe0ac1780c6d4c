// SPDX-License-Identifier: Apache-2.0
#include "kernels/cpu/isa/vector_kernels.h"

#include <gtest/gtest.h>

#include <cmath>
#include <vector>

namespace salient {
namespace {

class RowKernelsTest : public ::testing::TestWithParam<const VectorKernels*> {
protected:
    const RowKernels& kernels = GetParam()->rows;
};

TEST_P(RowKernelsTest, ExponentialsAreWithinTwoUnitsInTheLastPlace) {
    std::vector<float> x;
    for (int i = -87000; i <= 88000; i += 7) {
        x.push_back(static_cast<float>(i) * 0.001F);
    }
    std::vector<float> y = x;
    kernels.exponentials(y.data(), 1.0F, 0.0F, static_cast<int64_t>(y.size()));
    for (size_t i = 0; i < x.size(); ++i) {
        const double expected = std::exp(static_cast<double>(x[i]));
        ASSERT_NEAR(y[i] / expected, 1.0, 2.4e-7) << x[i];
    }
}

TEST_P(RowKernelsTest, ExponentialsEndAtZeroAndInfinity) {
    float x[] = {-INFINITY, -1e30F, -104.5F, 0.0F, 89.0F, INFINITY, NAN};
    kernels.exponentials(x, 1.0F, 0.0F, 7);
    EXPECT_EQ(x[0], 0.0F);
    EXPECT_EQ(x[1], 0.0F);
    EXPECT_EQ(x[2], 0.0F);
    EXPECT_EQ(x[3], 1.0F);
    EXPECT_EQ(x[4], INFINITY);
    EXPECT_EQ(x[5], INFINITY);
    EXPECT_TRUE(std::isnan(x[6]));
}

TEST_P(RowKernelsTest, SoftCapIsWithinAFewUnitsInTheLastPlace) {
    std::vector<float> x;
    for (int i = -20000; i <= 20000; ++i) {
        x.push_back(static_cast<float>(i) * 0.01F);
    }
    std::vector<float> y = x;
    kernels.capSoftly(y.data(), 0.5F, 30.0F, static_cast<int64_t>(y.size()));
    for (size_t i = 0; i < x.size(); ++i) {
        const double expected = 30.0 * std::tanh(0.5 * x[i] / 30.0);
        ASSERT_NEAR(y[i], expected, 5e-7 * std::abs(expected)) << x[i];
    }
}

INSTANTIATE_TEST_SUITE_P(EveryInstructionSet, RowKernelsTest, ::testing::ValuesIn(runnableKernels()),
                         [](const auto& instance) { return instance.param->name; });

} // namespace
} // namespace salient
