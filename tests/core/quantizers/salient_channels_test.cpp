// SPDX-License-Identifier: Apache-2.0
#include "core/quantizers/salient_channels.h"

#include "tests/support/reference_quantization.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace salient {
namespace {

TEST(SalientChannels, AreThoseWithTheLargestMeanMagnitude) {
    std::vector<float> mean(1000, 1.0F);
    mean[900] = 5.0F;
    mean[3] = 4.0F;
    mean[77] = 3.0F;
    EXPECT_EQ(salientChannels(mean, 0.003), (std::vector<int64_t>{3, 77, 900}));
    EXPECT_EQ(salientChannels(mean, 0.001), (std::vector<int64_t>{900}));
}

TEST(SalientChannels, OfEqualsTheFirstAreTaken) {
    EXPECT_EQ(salientChannels(std::vector<float>(200, 1.0F), 0.01), (std::vector<int64_t>{0, 1}));
}

TEST(SalientChannels, ThereIsAtLeastOne) {
    std::vector<float> mean(64, 1.0F);
    mean[40] = 2.0F;
    EXPECT_EQ(salientChannels(mean, 0.001), (std::vector<int64_t>{40}));
}

TEST(SalientChannels, StayAsTheyAreWhileTheRestIsRoundedAsWithoutThem) {
    const auto backend = makeBackend({});
    constexpr QuantSpec kSpec{3, 32};
    Tensor weight = testing::randomWeights(10, 64, 5);
    const Tensor original = weight.clone();
    Tensor rounded(weight.shape(), DType::F32);
    backend->fakeQuantize(weight, {}, kSpec, rounded);
    const std::vector<int64_t> channels = {7, 63};
    roundAllBut(*backend, channels, kSpec, weight);
    for (size_t i = 0; i < weight.floats().size(); ++i) {
        const bool kept = std::ranges::find(channels, static_cast<int64_t>(i % 64)) != channels.end();
        const float expected = kept ? roundToFloat16(original.floats()[i]) : rounded.floats()[i];
        ASSERT_EQ(weight.floats()[i], expected) << i;
    }
}

TEST(SalientChannels, CountCodesGroupsAndColumns) {
    // Per row 126 codes of 4 bits, two columns of 16, two groups of 16 + 4; once the numbers of two columns.
    EXPECT_EQ(salientBytes(10, 128, 2, {4, 64}), 10 * (126 * 4 + 2 * 16 + 2 * 20) / 8 + 8);
}

} // namespace
} // namespace salient
