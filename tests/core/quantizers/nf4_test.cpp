// SPDX-License-Identifier: Apache-2.0
#include "core/quantizers/nf4.h"

#include "core/checkpoint/checkpoint.h"
#include "tests/support/reference_math.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <string>

namespace salient {
namespace {

// What bitsandbytes made of the same weights: tests/tools/make_bitsandbytes_goldens.py.
class Nf4Goldens : public ::testing::TestWithParam<std::string> {
protected:
    TensorView golden(const std::string& part) const { return m_goldens.view("nf4." + GetParam() + "." + part); }
    Tensor weight() const { return toFloat32(golden("weight")); }

    Checkpoint m_goldens = Checkpoint::open(SALIENT_TEST_DATA "/bitsandbytes");
};

std::vector<uint8_t> bytesOf(const TensorView& view) {
    const auto bytes = view.as<uint8_t>();
    return {bytes.begin(), bytes.end()};
}

void expectSame(std::span<const float> found, const TensorView& expected, float tolerance) {
    const Tensor values = toFloat32(expected);
    ASSERT_EQ(found.size(), values.floats().size());
    for (size_t i = 0; i < found.size(); ++i) {
        ASSERT_NEAR(found[i], values.floats()[i], tolerance * std::fabs(values.floats()[i])) << i;
    }
}

TEST_P(Nf4Goldens, CodesAndMagnitudesAreThoseOfBitsandbytes) {
    const Nf4Weight found = quantizeNf4(weight(), Nf4Magnitudes::Float);
    EXPECT_EQ(found.codes, bytesOf(golden("codes")));
    expectSame(found.magnitudes, golden("magnitudes"), 0.0F);
    EXPECT_TRUE(found.magnitudeCodes.empty());
}

TEST_P(Nf4Goldens, DequantisedWeightsAreThoseOfBitsandbytes) {
    const Tensor dense = dequantizeNf4(quantizeNf4(weight(), Nf4Magnitudes::Float));
    EXPECT_EQ(dense.shape(), golden("dense").shape);
    expectSame(dense.floats(), golden("dense"), 0.0F);
}

TEST_P(Nf4Goldens, DoubleQuantisationIsThatOfBitsandbytes) {
    const Nf4Weight found = quantizeNf4(weight(), Nf4Magnitudes::Quantised);
    EXPECT_EQ(found.codes, bytesOf(golden("codes")));
    EXPECT_EQ(found.magnitudeCodes, bytesOf(golden("twice.codes")));
    // The mean is a sum in another order: some units in the last place.
    EXPECT_NEAR(found.magnitudeMean, toFloat32(golden("twice.mean")).floats()[0], 1e-6F * found.magnitudeMean);
    expectSame(found.magnitudeScales, golden("twice.scales"), 1e-5F);
    expectSame(dequantizeNf4(found).floats(), golden("twice.dense"), 1e-5F);
}

INSTANTIATE_TEST_SUITE_P(Weights, Nf4Goldens, ::testing::Values("normal", "tail"),
                         [](const auto& tested) { return tested.param; });

TEST(Nf4, TheMapOfMagnitudesIsThatOfBitsandbytes) {
    const Checkpoint goldens = Checkpoint::open(SALIENT_TEST_DATA "/bitsandbytes");
    expectSame(dynamicMap(), goldens.view("map"), 2e-7F);
    EXPECT_TRUE(std::ranges::is_sorted(dynamicMap()));
}

TEST(Nf4, ItsOwnValuesComeBackUnchanged) {
    Tensor weight({4, 16}, DType::F32);
    for (size_t i = 0; i < 64; ++i) {
        weight.floats()[i] = 0.25F * nf4Values()[i % 16];
    }
    const Tensor back = dequantizeNf4(quantizeNf4(weight, Nf4Magnitudes::Float));
    EXPECT_TRUE(std::ranges::equal(back.floats(), weight.floats()));
}

TEST(Nf4, TheFirstOfTwoCodesLiesInTheHighNibbleAndAnOddNumberFits) {
    Tensor weight({1, 3}, DType::F32);
    std::ranges::copy(std::array{1.0F, -1.0F, 0.0F}, weight.floats().begin());
    const Nf4Weight found = quantizeNf4(weight, Nf4Magnitudes::Float);
    EXPECT_EQ(found.codes, (std::vector<uint8_t>{0xF0, 0x70}));
    EXPECT_TRUE(std::ranges::equal(dequantizeNf4(found).floats(), weight.floats()));
}

TEST(Nf4, TakesFourAndAHalfBitsOrFourAndAnEighth) {
    const Tensor weight = reference::randomTensor({256, 256}, 1);
    const auto bits = [&](Nf4Magnitudes magnitudes) {
        return 8.0 * static_cast<double>(quantizeNf4(weight, magnitudes).bytes()) / (256.0 * 256.0);
    };
    EXPECT_EQ(bits(Nf4Magnitudes::Float), 4.5);
    EXPECT_NEAR(bits(Nf4Magnitudes::Quantised), 4.0 + 8.0 / 64 + 32.0 / (64 * 256), 32.0 / (256 * 256) + 1e-12);
}

TEST(Nf4, AWeightOfZerosStaysZero) {
    for (const Nf4Magnitudes magnitudes : {Nf4Magnitudes::Float, Nf4Magnitudes::Quantised}) {
        const Tensor back = dequantizeNf4(quantizeNf4(Tensor::zeros({3, 50}), magnitudes));
        EXPECT_TRUE(std::ranges::all_of(back.floats(), [](float value) { return value == 0.0F; }));
    }
}

} // namespace
} // namespace salient
