// SPDX-License-Identifier: Apache-2.0
#include "tests/support/backend_cases.h"
#include "tests/support/packed_cases.h"
#include "tests/support/reference_math.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <memory>
#include <vector>

namespace salient {
namespace {

using reference::Matrix;

struct PackedCase {
    int64_t in;
    int64_t out;
    int bits;
    int64_t groupSize;
};

// Full and partial blocks of columns and panels; groups below a word, odd ones, ones of several sections, whole rows.
constexpr PackedCase kCases[] = {
    {576, 129, 4, 64},  {1536, 33, 4, 128}, {256, 16, 4, 256}, {96, 48, 4, 16}, {1088, 5, 8, 64},   {512, 31, 8, 256},
    {130, 127, 3, 130}, {128, 20, 3, 32},   {15, 4, 2, 5},     {96, 65, 8, 3},  {3000, 4, 4, 3000}, {27, 3, 4, 9},
    {1021, 7, 4, 1021}, {1030, 40, 8, 515}, {30, 3, 5, 15},    {64, 17, 6, 32}, {1, 1, 4, 1},       {172, 50, 7, 172}};
// One to four tokens have loops of their own; strips of 3, 6 and 12 tokens are full, begun and one too many.
constexpr int64_t kTokens[] = {1, 2, 3, 4, 5, 6, 7, 12, 13, 24, 250};

double relativeError(const TensorView& actual, const Matrix& expected) {
    double error = 0.0;
    double size = 0.0;
    for (size_t i = 0; i < expected.values.size(); ++i) {
        const double difference = actual.floats()[i] - expected.values[i];
        error += difference * difference;
        size += expected.values[i] * expected.values[i];
    }
    return std::sqrt(error / size);
}

// Channels of very different sizes, as activations have them.
Tensor activations(int64_t tokens, int64_t in, uint32_t seed) {
    Tensor x = reference::randomTensor({tokens, in}, seed);
    for (int64_t i = 0; i < x.elements(); ++i) {
        x.floats()[static_cast<size_t>(i)] *= i % in % 37 == 5 ? 20.0F : 1.0F;
    }
    return x;
}

Tensor inBf16(const Tensor& x) {
    Tensor rounded = x.clone();
    for (float& value : rounded.floats()) {
        value = roundToBFloat16(value);
    }
    return rounded;
}

Tensor floatsOf(const Matrix& matrix) {
    return Tensor::fromFloats(std::vector<float>(matrix.values.begin(), matrix.values.end()),
                              {matrix.rows, matrix.columns});
}

class PackedProductTest : public EveryBackendTest {
protected:
    Tensor product(const TensorView& x, const PackedLinear& weight, const TensorView& bias = {}) {
        const std::unique_ptr<PackedWeight> packed = backend->pack(weight);
        Tensor y({x.rows(), weight.outFeatures()}, DType::F32);
        const PackedProduct one{*packed, bias, y};
        backend->linear(x, {&one, 1});
        return y;
    }
};

TEST_P(PackedProductTest, WeightsFromTheirBytesMultiplyTheSame) {
    for (const PackedCase& c : kCases) {
        PackedLinear weight = randomPacked(c.out, c.in, c.bits, c.groupSize);
        weight.setInputOrder(shuffledInputs(c.in));
        const std::unique_ptr<PackedWeight> packed = backend->pack(weight);
        const auto restored = backend->restore(packed->form(), [&](std::span<std::byte> bytes) {
            ASSERT_EQ(bytes.size(), packed->data().size());
            std::ranges::copy(packed->data(), bytes.begin());
        });
        EXPECT_EQ(restored->bytes(), packed->bytes());
        const Tensor x = activations(3, c.in, 5);
        Tensor expected({3, c.out}, DType::F32);
        Tensor actual({3, c.out}, DType::F32);
        const PackedProduct first{*packed, {}, expected};
        const PackedProduct second{*restored, {}, actual};
        backend->linear(x, {&first, 1});
        backend->linear(x, {&second, 1});
        EXPECT_TRUE(std::ranges::equal(actual.floats(), expected.floats())) << c.out << "x" << c.in;
    }
}

TEST_P(PackedProductTest, RoundsActivationsFinerThanBf16) {
    for (const PackedCase& c : kCases) {
        const PackedLinear weight = randomPacked(c.out, c.in, c.bits, c.groupSize);
        const Matrix dequantized = reference::dequantize(weight);
        for (const int64_t tokens : kTokens) {
            const Tensor x = activations(tokens, c.in, 1);
            const Matrix exact = reference::linear(Matrix(x), dequantized);
            const double error = relativeError(product(x, weight), exact);
            const double ofBf16 = relativeError(floatsOf(reference::linear(Matrix(inBf16(x)), dequantized)), exact);
            EXPECT_LT(error, c.in < 8 ? 1e-4 : 0.5 * ofBf16)
                << tokens << " x " << c.in << " x " << c.out << ", " << c.bits << " bits";
        }
    }
}

// bf16 has 8 bits of precision and activations 15, so values down to 1/128 of a section's largest lose nothing.
TEST_P(PackedProductTest, TakesBf16ActivationsOfOneRangeAsTheyAre) {
    for (const PackedCase& c : kCases) {
        const PackedLinear weight = randomPacked(c.out, c.in, c.bits, c.groupSize);
        const Matrix dequantized = reference::dequantize(weight);
        for (const int64_t tokens : kTokens) {
            Tensor x = inBf16(reference::randomTensor({tokens, c.in}, 3));
            for (float& value : x.floats()) {
                value = std::abs(value) < 0.05F || std::abs(value) > 4.0F ? 0.0F : value;
            }
            if (std::ranges::all_of(x.floats(), [](float value) { return value == 0.0F; })) {
                continue;
            }
            const double error = relativeError(product(x, weight), reference::linear(Matrix(x), dequantized));
            EXPECT_LT(error, 2e-6) << tokens << " x " << c.in << " x " << c.out << ", " << c.bits << " bits";
        }
    }
}

TEST_P(PackedProductTest, SumsTheLargestIntegersWithoutOverflow) {
    for (const int bits : {4, 8}) {
        PackedLinear weight(16, 512, bits, 256);
        const std::vector<uint8_t> codes(512, static_cast<uint8_t>((1 << bits) - 1));
        for (int64_t row = 0; row < 16; ++row) {
            weight.packRow(row, codes);
        }
        std::ranges::fill(weight.scales(), toFloat16(1.0F));
        for (const int64_t tokens : {int64_t{1}, int64_t{7}}) {
            for (const float value : {-1.9999F, 1.9999F}) {
                const Tensor x =
                    Tensor::fromFloats(std::vector<float>(static_cast<size_t>(tokens * 512), value), {tokens, 512});
                const Matrix expected = reference::linear(Matrix(x), reference::dequantize(weight));
                EXPECT_TRUE(reference::isNear(product(x, weight), expected, 1e-4)) << bits << " bits, " << value;
            }
        }
    }
}

TEST_P(PackedProductTest, AddsTheBiasAndFollowsTheInputOrder) {
    for (const PackedCase& c : kCases) {
        PackedLinear weight = randomPacked(c.out, c.in, c.bits, c.groupSize);
        weight.setInputOrder(shuffledInputs(c.in));
        const Tensor bias = reference::randomTensor({c.out}, 2);
        for (const int64_t tokens : {int64_t{2}, int64_t{14}}) {
            const Tensor x = reference::randomTensor({tokens, c.in}, 1);
            const Matrix expected = reference::linear(Matrix(x), reference::dequantize(weight), Matrix(bias));
            EXPECT_TRUE(reference::isNear(product(x, weight, bias), expected, 2e-4)) << c.in << ", " << c.bits;
        }
    }
}

// q, k and v: the same inputs, other widths, one of them with an order of its own.
TEST_P(PackedProductTest, SeveralWeightsGiveWhatEachGivesAlone) {
    std::vector<PackedLinear> weights;
    weights.push_back(randomPacked(70, 192, 4, 64));
    weights.push_back(randomPacked(17, 192, 8, 64));
    weights.push_back(randomPacked(33, 192, 4, 32));
    weights.push_back(randomPacked(40, 192, 4, 32));
    weights.back().setInputOrder(shuffledInputs(192));
    const Tensor bias = reference::randomTensor({17}, 2);
    for (const int64_t tokens : kTokens) {
        const Tensor x = reference::randomTensor({tokens, 192}, 1);
        std::vector<std::unique_ptr<PackedWeight>> packed;
        std::vector<Tensor> results;
        for (const PackedLinear& weight : weights) {
            packed.push_back(backend->pack(weight));
            results.emplace_back(Shape{tokens, weight.outFeatures()}, DType::F32);
        }
        std::vector<PackedProduct> products;
        for (size_t i = 0; i < weights.size(); ++i) {
            products.push_back({*packed[i], i == 1 ? bias.view() : TensorView(), results[i]});
        }
        backend->linear(x, products);
        for (size_t i = 0; i < weights.size(); ++i) {
            const Tensor alone = product(x, weights[i], i == 1 ? bias.view() : TensorView());
            EXPECT_TRUE(reference::isNear(results[i], Matrix(alone), 0.0)) << tokens << " tokens, weight " << i;
        }
    }
}

TEST_P(PackedProductTest, ATokensResultDoesNotDependOnItsNeighbours) {
    const PackedLinear weight = randomPacked(50, 320, 4, 64);
    Tensor x = reference::randomTensor({9, 320}, 1);
    const Tensor before = product(x, weight);
    for (float& value : x.slice(1, 9).floats()) {
        value *= -1000.0F;
    }
    const Tensor after = product(x, weight);
    EXPECT_TRUE(reference::isNear(after.slice(0, 1), Matrix(before.slice(0, 1)), 0.0));
}

// A prompt in one piece, in several, or token by token: the same numbers.
TEST_P(PackedProductTest, ATokensResultDoesNotDependOnHowManyThereAre) {
    for (const PackedCase& c : kCases) {
        const PackedLinear weight = randomPacked(c.out, c.in, c.bits, c.groupSize);
        const Tensor x = reference::randomTensor({13, c.in}, 1);
        const Tensor together = product(x, weight);
        for (const int64_t tokens : {1, 2, 3, 4}) {
            const Tensor alone = product(x.slice(5, 5 + tokens), weight);
            EXPECT_TRUE(reference::isNear(alone, Matrix(together.slice(5, 5 + tokens)), 0.0))
                << tokens << " x " << c.in << " x " << c.out << ", " << c.bits << " bits";
        }
    }
}

TEST_P(PackedProductTest, ShowsInputsThatAreNotFinite) {
    const PackedLinear weight = randomPacked(20, 128, 4, 64);
    for (const int64_t tokens : {int64_t{2}, int64_t{8}}) {
        for (const float bad : {std::numeric_limits<float>::infinity(), std::numeric_limits<float>::quiet_NaN()}) {
            Tensor x = reference::randomTensor({tokens, 128}, 1);
            x.floats()[100] = bad;
            const Tensor y = product(x, weight);
            for (const float value : y.slice(0, 1).floats()) {
                EXPECT_TRUE(std::isnan(value));
            }
            EXPECT_EQ(backend->firstNonFinite(y.slice(1, tokens)), std::nullopt);
        }
    }
}

TEST_P(PackedProductTest, ZerosAndTinyInputsGiveZeros) {
    const PackedLinear weight = randomPacked(20, 128, 4, 64);
    for (const int64_t tokens : {int64_t{1}, int64_t{8}}) {
        for (const float small : {0.0F, 1e-38F, 1e-44F}) {
            const Tensor x =
                Tensor::fromFloats(std::vector<float>(static_cast<size_t>(tokens * 128), small), {tokens, 128});
            const Tensor y = product(x, weight);
            for (const float value : y.floats()) {
                EXPECT_NEAR(value, 0.0F, 1e-30F);
            }
        }
    }
}

TEST_P(PackedProductTest, AWeightTakesTheBytesOfItsCodesScalesAndZeros) {
    const std::unique_ptr<PackedWeight> weight = backend->pack(randomPacked(4096, 4096, 4, 128));
    EXPECT_EQ(weight->outFeatures(), 4096);
    EXPECT_EQ(weight->inFeatures(), 4096);
    EXPECT_EQ(weight->bytes(), 4096 * 4096 / 2 + 4096 * 32 * 3);
}

INSTANTIATE_TEST_SUITE_P(EveryBackend, PackedProductTest, ::testing::ValuesIn(backendCases()), backendCaseName);

} // namespace
} // namespace salient
