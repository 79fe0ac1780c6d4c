// SPDX-License-Identifier: Apache-2.0
#include "core/formats/awq_gemm.h"

#include "tests/core/formats/packed_linears.h"

#include <gtest/gtest.h>

#include <cstring>
#include <string>
#include <vector>

namespace salient {
namespace {

using test::expectBytes;
using test::expectSame;
using test::goldenBytes;
using test::randomLinear;
using test::viewOf;

/// What the format's definition says, one code at a time: nibble n of word c holds channel 8c + order[n].
uint8_t codeInWords(const Tensor& words, int64_t row, int64_t channel) {
    constexpr int64_t kNibbleOf[8] = {0, 4, 1, 5, 2, 6, 3, 7};
    const int64_t columns = words.shape()[1];
    const uint32_t word = words.view().as<uint32_t>()[static_cast<size_t>(row * columns + channel / 8)];
    return static_cast<uint8_t>(word >> (4 * kNibbleOf[channel % 8]) & 0xFU);
}

TEST(AwqGemm, PacksZeroToSevenIntoTheGoldenWord) {
    PackedLinear weight(8, 1, 4, 1);
    for (int64_t row = 0; row < 8; ++row) {
        const uint8_t code = static_cast<uint8_t>(row);
        weight.packRow(row, {&code, 1});
        weight.zeros()[static_cast<size_t>(row)] = code;
    }
    const AwqTensors tensors = packAwqGemm(weight);
    EXPECT_EQ(tensors.qweight.view().as<uint32_t>()[0], 0x75316420U);
    EXPECT_EQ(tensors.qzeros.view().as<uint32_t>()[0], 0x75316420U);
}

TEST(AwqGemm, WritesSymmetricZerosAsEights) {
    PackedLinear weight(16, 8, 4, 4);
    std::fill(weight.zeros().begin(), weight.zeros().end(), uint8_t{8});
    const AwqTensors tensors = packAwqGemm(weight);
    for (const uint32_t word : tensors.qzeros.view().as<uint32_t>()) {
        EXPECT_EQ(word, 0x88888888U);
    }
}

TEST(AwqGemm, WritesWhatAutoAwqWritesByteForByte) {
    const AwqTensors tensors = packAwqGemm(test::goldenInput(4, false));
    EXPECT_EQ(tensors.qweight.shape(), (Shape{64, 4}));
    EXPECT_EQ(tensors.qzeros.shape(), (Shape{2, 4}));
    EXPECT_EQ(tensors.scales.shape(), (Shape{2, 32}));
    expectBytes(tensors.qweight, goldenBytes("awq_gemm", "qweight"));
    expectBytes(tensors.qzeros, goldenBytes("awq_gemm", "qzeros"));
    expectBytes(tensors.scales, goldenBytes("awq_gemm", "scales"));
}

TEST(AwqGemm, ReadsWhatAutoAwqWrote) {
    const std::string qweight = goldenBytes("awq_gemm", "qweight");
    const std::string qzeros = goldenBytes("awq_gemm", "qzeros");
    const std::string scales = goldenBytes("awq_gemm", "scales");
    const AwqViews views{viewOf(qweight, DType::I32, {64, 4}), viewOf(qzeros, DType::I32, {2, 4}),
                         viewOf(scales, DType::F16, {2, 32})};
    expectSame(unpackAwqGemm("m", views, {32, 64}, 32), test::goldenInput(4, false));
}

struct LinearSizes {
    int64_t out;
    int64_t in;
    int64_t group;
};

class AwqGemmSizes : public ::testing::TestWithParam<LinearSizes> {};

TEST_P(AwqGemmSizes, PlacesEveryCodeAsDefinedAndReadsItBack) {
    const auto [out, in, group] = GetParam();
    const PackedLinear weight = randomLinear(out, in, group);
    const AwqTensors tensors = packAwqGemm(weight);
    std::vector<uint8_t> row(static_cast<size_t>(in));
    for (int64_t o = 0; o < out; ++o) {
        weight.unpackRow(o, row);
        for (int64_t i = 0; i < in; ++i) {
            ASSERT_EQ(codeInWords(tensors.qweight, i, o), row[static_cast<size_t>(i)]) << o << ", " << i;
        }
        for (int64_t g = 0; g < weight.groups(); ++g) {
            const auto at = static_cast<size_t>(o * weight.groups() + g);
            ASSERT_EQ(codeInWords(tensors.qzeros, g, o), weight.zeros()[at]);
            ASSERT_EQ(tensors.scales.view().as<Float16>()[static_cast<size_t>(g * out + o)].bits,
                      weight.scales()[at].bits);
        }
    }
    expectSame(unpackAwqGemm("m", tensors.views(), {out, in}, group), weight);
}

INSTANTIATE_TEST_SUITE_P(Awkward, AwqGemmSizes,
                         ::testing::Values(LinearSizes{8, 1, 1}, LinearSizes{8, 3, 3}, LinearSizes{24, 7, 7},
                                           LinearSizes{64, 172, 172}, LinearSizes{576, 129, 43},
                                           LinearSizes{136, 127, 127}, LinearSizes{8, 256, 32},
                                           LinearSizes{192, 576, 64}, LinearSizes{1528, 264, 8}));

TEST(AwqGemm, ReadsUnalignedTensors) {
    const PackedLinear weight = randomLinear(16, 24, 8);
    const AwqTensors tensors = packAwqGemm(weight);
    std::vector<std::vector<std::byte>> moved;
    const auto shift = [&](const TensorView& view) {
        auto& bytes = moved.emplace_back(static_cast<size_t>(view.bytes() + 1));
        std::memcpy(bytes.data() + 1, view.data, static_cast<size_t>(view.bytes()));
        return TensorView{bytes.data() + 1, view.dtype, view.shape};
    };
    const AwqViews views{shift(tensors.qweight), shift(tensors.qzeros), shift(tensors.scales)};
    expectSame(unpackAwqGemm("m", views, {16, 24}, 8), weight);
}

TEST(AwqGemm, StoresNarrowerCodesUnchangedAndRefusesWiderOnes) {
    const PackedLinear three = randomLinear(8, 16, 8, 3);
    const AwqTensors tensors = packAwqGemm(three);
    expectSame(unpackAwqGemm("m", tensors.views(), {8, 16}, 8), three);
    test::expectError(ErrorKind::Input, "awq.shape", {"8 bits"}, [] { packAwqGemm(randomLinear(8, 16, 8, 8)); });
    test::expectError(ErrorKind::Input, "awq.shape", {"12 outputs"}, [] { packAwqGemm(randomLinear(12, 16, 8)); });
}

} // namespace
} // namespace salient
