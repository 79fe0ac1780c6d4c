// SPDX-License-Identifier: Apache-2.0
#include "core/formats/awq_gemv.h"

#include "tests/core/formats/packed_linears.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace salient {
namespace {

using test::expectBytes;
using test::expectSame;
using test::goldenBytes;
using test::randomLinear;
using test::viewOf;

TEST(AwqGemv, WritesWhatAutoAwqWritesByteForByte) {
    const AwqTensors tensors = packAwqGemv(test::goldenInput(4, false));
    EXPECT_EQ(tensors.qweight.shape(), (Shape{32, 8}));
    EXPECT_EQ(tensors.qzeros.shape(), (Shape{32, 4}));
    EXPECT_EQ(tensors.scales.shape(), (Shape{32, 32}));
    expectBytes(tensors.qweight, goldenBytes("awq_gemv", "qweight"));
    expectBytes(tensors.qzeros, goldenBytes("awq_gemv", "qzeros"));
    expectBytes(tensors.scales, goldenBytes("awq_gemv", "scales"));
}

TEST(AwqGemv, ReadsWhatAutoAwqWrote) {
    const std::string qweight = goldenBytes("awq_gemv", "qweight");
    const std::string qzeros = goldenBytes("awq_gemv", "qzeros");
    const std::string scales = goldenBytes("awq_gemv", "scales");
    const AwqViews views{viewOf(qweight, DType::I32, {32, 8}), viewOf(qzeros, DType::I32, {32, 4}),
                         viewOf(scales, DType::F16, {32, 32})};
    expectSame(unpackAwqGemv("m", views, {32, 64}, 32), test::goldenInput(4, false));
}

// AutoAWQ's calculate_zeros_width, evaluated by hand: groups of 128 need one word per eight, of 64 an even number of
// words, of 32 a multiple of four.
TEST(AwqGemv, RoundsTheWordsOfZeroPointsUpForTheKernel) {
    EXPECT_EQ(awqZeroWords(4096, 128), 4);
    EXPECT_EQ(awqZeroWords(128, 128), 1);
    EXPECT_EQ(awqZeroWords(1152, 128), 2);
    EXPECT_EQ(awqZeroWords(576, 64), 2);
    EXPECT_EQ(awqZeroWords(1536, 64), 4);
    EXPECT_EQ(awqZeroWords(576, 32), 4);
    EXPECT_EQ(awqZeroWords(1536, 32), 8);
    EXPECT_EQ(awqZeroWords(576, 576), 1);
    EXPECT_EQ(awqZeroWords(96, 96), std::nullopt);
    EXPECT_EQ(awqZeroWords(128, 16), std::nullopt);
}

struct LinearSizes {
    int64_t out;
    int64_t in;
    int64_t group;
    int bits;
};

class AwqGemvSizes : public ::testing::TestWithParam<LinearSizes> {};

TEST_P(AwqGemvSizes, PlacesEveryCodeAsDefinedAndReadsItBack) {
    const auto [out, in, group, bits] = GetParam();
    const PackedLinear weight = randomLinear(out, in, group, bits);
    const AwqTensors tensors = packAwqGemv(weight);
    std::vector<uint8_t> row(static_cast<size_t>(in));
    const auto nibble = [](const Tensor& words, int64_t o, int64_t index) {
        const int64_t at = o * words.shape()[1] + index / 8;
        return words.view().as<uint32_t>()[static_cast<size_t>(at)] >> (4 * (index % 8)) & 0xFU;
    };
    for (int64_t o = 0; o < out; ++o) {
        weight.unpackRow(o, row);
        for (int64_t i = 0; i < in; ++i) {
            ASSERT_EQ(nibble(tensors.qweight, o, i), row[static_cast<size_t>(i)]) << o << ", " << i;
        }
        for (int64_t g = 0; g < tensors.scales.shape()[1]; ++g) {
            const bool stored = g < weight.groups();
            const auto at = static_cast<size_t>(o * weight.groups() + g);
            ASSERT_EQ(nibble(tensors.qzeros, o, g), stored ? weight.zeros()[at] : 0);
        }
    }
    expectSame(unpackAwqGemv("m", tensors.views(), {out, in}, group), weight);
}

INSTANTIATE_TEST_SUITE_P(Awkward, AwqGemvSizes,
                         ::testing::Values(LinearSizes{8, 32, 32, 4}, LinearSizes{24, 576, 64, 4},
                                           LinearSizes{136, 1536, 128, 3}, LinearSizes{8, 264, 264, 2},
                                           LinearSizes{56, 2112, 64, 4}));

TEST(AwqGemv, RefusesWhatTheLayoutDoesNotHave) {
    test::expectError(ErrorKind::Input, "awq.shape", {"8 bits"}, [] { packAwqGemv(randomLinear(8, 64, 32, 8)); });
    test::expectError(ErrorKind::Input, "awq.shape", {"groups of 16"}, [] { packAwqGemv(randomLinear(8, 64, 16)); });
    test::expectError(ErrorKind::Input, "awq.shape", {"[12, 64]"}, [] { packAwqGemv(randomLinear(12, 64, 32)); });
    test::expectError(ErrorKind::Input, "awq.shape", {"[8, 132]"}, [] { packAwqGemv(randomLinear(8, 132, 132)); });
}

} // namespace
} // namespace salient
