// SPDX-License-Identifier: Apache-2.0
#include "core/quantizers/channel_statistics.h"
#include "core/quantizers/scale_grid.h"
#include "tests/support/reference_quantization.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>

namespace salient {
namespace {

using Kind = GridPoint::Kind;

TEST(ScaleGrid, DefaultIsIdentityThenActivationThenDuo) {
    const std::vector<GridPoint> grid = scaleGrid(SearchPreset::Default);
    ASSERT_EQ(grid.size(), 42U);
    EXPECT_EQ(grid[0].kind, Kind::Identity);
    EXPECT_EQ(grid[1].kindName(), "activation");
    EXPECT_DOUBLE_EQ(grid[1].ratio, 0.05);
    EXPECT_DOUBLE_EQ(grid[20].ratio, 1.0);
    EXPECT_EQ(grid[21].kindName(), "duo");
    EXPECT_DOUBLE_EQ(grid[21].ratio, 0.0);
    EXPECT_DOUBLE_EQ(grid[41].ratio, 1.0);
}

TEST(ScaleGrid, ReferenceHasAutoAwqsTwentyDuoPoints) {
    const std::vector<GridPoint> grid = scaleGrid(SearchPreset::Reference);
    ASSERT_EQ(grid.size(), 20U);
    EXPECT_DOUBLE_EQ(grid.front().ratio, 0.0);
    EXPECT_DOUBLE_EQ(grid.back().ratio, 0.95);
    for (const GridPoint& point : grid) {
        EXPECT_EQ(point.kind, Kind::Duo);
    }
}

TEST(ScalesAt, FollowTheFormulasUpToACommonFactor) {
    const std::vector<float> x = {0.5F, 2.0F, 8.0F};
    const std::vector<float> w = {0.2F, 0.3F, 0.1F};
    const std::vector<float> activation = scalesAt({Kind::Activation, 0.5}, x, w, SearchPreset::Default);
    EXPECT_NEAR(activation[1] / activation[0], 2.0, 1e-6);
    EXPECT_NEAR(activation[2] / activation[0], 4.0, 1e-6);
    const std::vector<float> duo = scalesAt({Kind::Duo, 0.5}, x, w, SearchPreset::Default);
    const auto formula = [&](int j) { return std::sqrt(x[j]) / (std::sqrt(w[j]) + 1e-4); };
    EXPECT_NEAR(duo[1] / duo[0], formula(1) / formula(0), 1e-6);
    EXPECT_NEAR(duo[2] / duo[0], formula(2) / formula(0), 1e-6);
}

TEST(ScalesAt, HaveAGeometricMiddleOfOne) {
    const std::vector<float> x = {0.01F, 1.0F, 30.0F, 2.0F};
    const std::vector<float> w = {0.2F, 0.3F, 0.1F, 0.5F};
    for (const GridPoint& point : scaleGrid(SearchPreset::Default)) {
        const std::vector<float> s = scalesAt(point, x, w, SearchPreset::Default);
        const auto [least, most] = std::minmax_element(s.begin(), s.end());
        EXPECT_NEAR(*least * *most, 1.0F, 1e-5F) << point.kindName() << " " << point.ratio;
    }
}

TEST(ScalesAt, StayFiniteForDeadAndEnormousChannels) {
    const std::vector<float> x = {0.0F, 1e-30F, 1.0F, 3e38F};
    const std::vector<float> w = {0.0F, 0.5F, 1.0F, 1e-9F};
    for (const SearchPreset preset : {SearchPreset::Default, SearchPreset::Reference}) {
        for (const GridPoint& point : scaleGrid(preset)) {
            for (const float s : scalesAt(point, x, w, preset)) {
                EXPECT_TRUE(std::isfinite(s)) << point.kindName() << " " << point.ratio;
                EXPECT_TRUE(preset == SearchPreset::Reference || (s >= 1e-4F && s <= 1e4F)) << s;
            }
        }
    }
}

TEST(RelativeWeightMean, DividesByTheLargestWeightOfEachGroup) {
    const Tensor first = Tensor::fromFloats(std::vector<float>{1, -2, 0, 0}, {1, 4});
    const Tensor second = Tensor::fromFloats(std::vector<float>{4, 4, -8, 2, 1, 0, 0, 5}, {2, 4});
    const std::vector<float> mean = relativeWeightMean({first, second}, 2);
    EXPECT_NEAR(mean[0], (0.5 + 1.0 + 1.0) / 3, 1e-6);
    EXPECT_NEAR(mean[1], (1.0 + 1.0 + 0.0) / 3, 1e-6);
    EXPECT_NEAR(mean[2], (0.0 + 1.0 + 0.0) / 3, 1e-6);
    EXPECT_NEAR(mean[3], (0.0 + 0.25 + 1.0) / 3, 1e-6);
}

TEST(AverageTied, SharesTheMeanAmongTheQueryHeadsOfAKeyValueHead) {
    // Two key-value heads, two query heads each, head size 2: channels (head, repeat, d).
    const std::vector<float> values = {1, 2, 3, 6, 10, 20, 30, 60};
    EXPECT_THAT(averageTied(values, {2, 2, 2}), ::testing::ElementsAre(2, 4, 2, 4, 20, 40, 20, 40));
}

TEST(UnusableChannels, AreTheFirstThatAreNegativeOrNotFinite) {
    const std::vector<float> values = {1, std::nanf(""), 0, -1, INFINITY, std::nanf("")};
    EXPECT_THAT(unusableChannels(values, 3), ::testing::ElementsAre(1, 3, 4));
    EXPECT_THAT(unusableChannels(std::vector<float>{0, 1}, 3), ::testing::IsEmpty());
}

} // namespace
} // namespace salient
