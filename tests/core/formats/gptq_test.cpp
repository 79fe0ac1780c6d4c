// SPDX-License-Identifier: Apache-2.0
#include "core/formats/gptq.h"

#include "tests/core/formats/packed_linears.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

namespace salient {
namespace {

using test::expectBytes;
using test::expectSame;
using test::goldenBytes;
using test::randomLinear;
using test::viewOf;

GptqSettings settingsOf(int bits, int64_t group, bool symmetric = false) {
    return {bits, group, symmetric, false};
}

struct Golden {
    int bits;
    GptqVersion version;
    bool symmetric;

    std::string folder() const {
        return fmt::format("gptq{}_{}{}", bits, version == GptqVersion::V1 ? "v1" : "v2", symmetric ? "_sym" : "");
    }
};

void PrintTo(const Golden& golden, std::ostream* out) {
    *out << golden.folder();
}

std::vector<Golden> goldens() {
    std::vector<Golden> all;
    for (const int bits : {2, 3, 4, 8}) {
        for (const GptqVersion version : {GptqVersion::V1, GptqVersion::V2}) {
            all.push_back({bits, version, false});
            all.push_back({bits, version, true});
        }
    }
    return all;
}

class GptqGolden : public ::testing::TestWithParam<Golden> {};

// The asymmetric ones have zero points of 0, which version 1 borrows from the next field.
TEST_P(GptqGolden, IsWrittenAsGptqModelWritesItByteForByte) {
    const Golden& golden = GetParam();
    const GptqTensors tensors = packGptq(test::goldenInput(golden.bits, golden.symmetric), golden.version);
    EXPECT_EQ(tensors.qweight.shape(), (Shape{2 * golden.bits, 32}));
    EXPECT_EQ(tensors.qzeros.shape(), (Shape{2, golden.bits}));
    EXPECT_EQ(tensors.scales.shape(), (Shape{2, 32}));
    expectBytes(tensors.qweight, goldenBytes(golden.folder(), "qweight"));
    expectBytes(tensors.qzeros, goldenBytes(golden.folder(), "qzeros"));
    expectBytes(tensors.scales, goldenBytes(golden.folder(), "scales"));
    expectBytes(tensors.gIdx, goldenBytes(golden.folder(), "g_idx"));
}

TEST_P(GptqGolden, IsRead) {
    const Golden& golden = GetParam();
    const std::string qweight = goldenBytes(golden.folder(), "qweight");
    const std::string qzeros = goldenBytes(golden.folder(), "qzeros");
    const std::string scales = goldenBytes(golden.folder(), "scales");
    const std::string gIdx = goldenBytes(golden.folder(), "g_idx");
    const GptqViews views{viewOf(qweight, DType::I32, {2 * golden.bits, 32}),
                          viewOf(qzeros, DType::I32, {2, golden.bits}), viewOf(scales, DType::F16, {2, 32}),
                          viewOf(gIdx, DType::I32, {64})};
    expectSame(unpackGptq("m", views, {32, 64}, settingsOf(golden.bits, 32, golden.symmetric), golden.version),
               test::goldenInput(golden.bits, golden.symmetric));
}

INSTANTIATE_TEST_SUITE_P(All, GptqGolden, ::testing::ValuesIn(goldens()),
                         [](const auto& made) { return made.param.folder(); });

// AutoGPTQ's hand-unrolled loops give these words for 0…7 repeated.
TEST(Gptq, PacksThreeBitsIntoTheGoldenWords) {
    PackedLinear weight(32, 32, 3, 32);
    std::vector<uint8_t> row;
    for (int i = 0; i < 32; ++i) {
        row.push_back(static_cast<uint8_t>(i % 8));
    }
    weight.packRow(0, row);
    const GptqTensors tensors = packGptq(weight, GptqVersion::V2);
    const auto words = tensors.qweight.view().as<uint32_t>();
    EXPECT_EQ(words[0], 0x88fac688U);
    EXPECT_EQ(words[32], 0xc688fac6U);
    EXPECT_EQ(words[64], 0xfac688faU);
}

TEST(Gptq, StoresSymmetricZeroPointsAsOneLessInVersionOne) {
    PackedLinear four(8, 8, 4, 8);
    std::fill(four.zeros().begin(), four.zeros().end(), uint8_t{8});
    EXPECT_EQ(packGptq(four, GptqVersion::V1).qzeros.view().as<uint32_t>()[0], 0x77777777U);
    PackedLinear eight(8, 8, 8, 8);
    std::fill(eight.zeros().begin(), eight.zeros().end(), uint8_t{128});
    EXPECT_EQ(packGptq(eight, GptqVersion::V1).qzeros.view().as<uint32_t>()[0], 0x7f7f7f7fU);
}

struct LinearSizes {
    int64_t out;
    int64_t in;
    int64_t group;
    int bits;
};

class GptqSizes : public ::testing::TestWithParam<LinearSizes> {};

TEST_P(GptqSizes, PlacesEveryCodeAsDefinedAndReadsItBack) {
    const auto [out, in, group, bits] = GetParam();
    const PackedLinear weight = randomLinear(out, in, group, bits);
    const GptqTensors tensors = packGptq(weight, GptqVersion::V2);
    const auto words = tensors.qweight.view().as<uint32_t>();
    std::vector<uint8_t> row(static_cast<size_t>(in));
    for (int64_t o = 0; o < out; ++o) {
        weight.unpackRow(o, row);
        for (int64_t bit = 0; bit < in * bits; ++bit) {
            const uint32_t word = words[static_cast<size_t>(bit / 32 * out + o)];
            ASSERT_EQ(word >> (bit % 32) & 1U, row[static_cast<size_t>(bit / bits)] >> (bit % bits) & 1)
                << "output " << o << ", bit " << bit;
        }
    }
    const GptqSettings settings = settingsOf(bits, group == in ? 0 : group);
    for (const GptqVersion version : {GptqVersion::V1, GptqVersion::V2}) {
        expectSame(unpackGptq("m", packGptq(weight, version).views(), {out, in}, settings, version), weight);
    }
}

INSTANTIATE_TEST_SUITE_P(Awkward, GptqSizes,
                         ::testing::Values(LinearSizes{16, 16, 16, 2}, LinearSizes{48, 80, 5, 2},
                                           LinearSizes{32, 32, 1, 3}, LinearSizes{96, 160, 20, 3},
                                           LinearSizes{160, 96, 96, 3}, LinearSizes{8, 8, 4, 4},
                                           LinearSizes{72, 24, 3, 4}, LinearSizes{136, 344, 43, 4},
                                           LinearSizes{4, 4, 2, 8}, LinearSizes{68, 36, 9, 8},
                                           LinearSizes{192, 576, 64, 4}));

TEST(Gptq, ReadsUnalignedTensors) {
    for (const int bits : {3, 4}) {
        const PackedLinear weight = randomLinear(32, 64, 32, bits);
        const GptqTensors tensors = packGptq(weight, GptqVersion::V1);
        std::vector<std::vector<std::byte>> moved;
        const auto shift = [&](const TensorView& view) {
            auto& bytes = moved.emplace_back(static_cast<size_t>(view.bytes() + 1));
            std::memcpy(bytes.data() + 1, view.data, static_cast<size_t>(view.bytes()));
            return TensorView{bytes.data() + 1, view.dtype, view.shape};
        };
        const GptqViews views{shift(tensors.qweight), shift(tensors.qzeros), shift(tensors.scales),
                              shift(tensors.gIdx)};
        expectSame(unpackGptq("m", views, {32, 64}, settingsOf(bits, 32), GptqVersion::V1), weight);
    }
}

/// Group of every input: equally large groups, inputs dealt out one by one.
Tensor dealtGroups(int64_t in, int64_t groups) {
    Tensor gIdx({in}, DType::I32);
    for (int64_t i = 0; i < in; ++i) {
        gIdx.span().as<int32_t>()[static_cast<size_t>(i)] = static_cast<int32_t>((groups - 1) - i % groups);
    }
    return gIdx;
}

class GptqActOrder : public ::testing::TestWithParam<LinearSizes> {};

// By the format's definition: w[o, i] = (code[i, o] − zero[g_idx[i], o]) · scale[g_idx[i], o].
TEST_P(GptqActOrder, DequantizesEveryInputWithItsOwnGroup) {
    const auto [out, in, group, bits] = GetParam();
    const PackedLinear stored = randomLinear(out, in, group, bits);
    GptqTensors tensors = packGptq(stored, GptqVersion::V2);
    tensors.gIdx = dealtGroups(in, in / group);
    const PackedLinear weight = unpackGptq("m", tensors.views(), {out, in}, settingsOf(bits, group), GptqVersion::V2);
    ASSERT_EQ(weight.inputOrder().size(), static_cast<size_t>(in));
    std::vector<uint8_t> codes(static_cast<size_t>(in));
    std::vector<float> row(static_cast<size_t>(in));
    for (int64_t o = 0; o < out; ++o) {
        stored.unpackRow(o, codes);
        weight.dequantizeRow(o, row);
        for (int64_t i = 0; i < in; ++i) {
            const auto at = static_cast<size_t>(o * stored.groups()) +
                            static_cast<size_t>(tensors.gIdx.view().as<int32_t>()[static_cast<size_t>(i)]);
            const float expected =
                static_cast<float>(codes[static_cast<size_t>(i)] - stored.zeros()[at]) * toFloat(stored.scales()[at]);
            ASSERT_EQ(row[static_cast<size_t>(i)], expected) << o << ", " << i;
        }
    }
}

TEST_P(GptqActOrder, AnInputOrderIsWrittenAsItIsRead) {
    const auto [out, in, group, bits] = GetParam();
    PackedLinear weight = randomLinear(out, in, group, bits);
    std::vector<int32_t> order;
    const Tensor groupOf = dealtGroups(in, in / group);
    for (int64_t wanted = 0; wanted < in / group; ++wanted) {
        for (int32_t i = 0; i < in; ++i) {
            if (groupOf.view().as<int32_t>()[static_cast<size_t>(i)] == wanted) {
                order.push_back(i);
            }
        }
    }
    weight.setInputOrder(order);
    const GptqTensors tensors = packGptq(weight, GptqVersion::V2);
    const PackedLinear back = unpackGptq("m", tensors.views(), {out, in}, settingsOf(bits, group), GptqVersion::V2);
    expectSame(back, weight);
    EXPECT_TRUE(std::ranges::equal(back.inputOrder(), order));
}

INSTANTIATE_TEST_SUITE_P(Awkward, GptqActOrder,
                         ::testing::Values(LinearSizes{16, 48, 3, 2}, LinearSizes{32, 96, 32, 3},
                                           LinearSizes{8, 8, 1, 4}, LinearSizes{24, 136, 17, 4},
                                           LinearSizes{4, 36, 9, 8}));

PackedLinear readWith(const GptqTensors& tensors, const GptqSettings& settings) {
    return unpackGptq("m", tensors.views(), {16, 32}, settings, GptqVersion::V2);
}

TEST(Gptq, TakesNeighbouringGroupsWhereNothingElseIsSaid) {
    const PackedLinear weight = randomLinear(16, 32, 8);
    GptqTensors tensors = packGptq(weight, GptqVersion::V2);
    expectSame(readWith(tensors, settingsOf(4, 8)), weight);
    tensors.gIdx = Tensor::zeros({32}, DType::I32);
    expectSame(readWith(tensors, settingsOf(4, 8)), weight);
    tensors.gIdx = Tensor();
    expectSame(readWith(tensors, settingsOf(4, 8)), weight);
}

TEST(Gptq, RefusesGroupsOutOfRangeOrOfDifferentSize) {
    GptqTensors tensors = packGptq(randomLinear(16, 32, 8), GptqVersion::V2);
    const auto groupOf = tensors.gIdx.span().as<int32_t>();
    const auto read = [&] { readWith(tensors, {4, 8, false, true}); };
    groupOf[9] = 4;
    test::expectError(ErrorKind::Input, "gptq.g_idx", {"'m'.g_idx", "input 9", "group 4", "4 groups"}, read);
    groupOf[9] = -1;
    test::expectError(ErrorKind::Input, "gptq.g_idx", {"input 9", "group -1"}, read);
    groupOf[9] = 2;
    test::expectError(ErrorKind::Input, "gptq.g_idx", {"group 2", "8 inputs"}, read);
    std::fill(groupOf.begin(), groupOf.end(), 0);
    test::expectError(ErrorKind::Input, "gptq.g_idx", {"group 0", "8 inputs"}, read);
}

TEST(Gptq, RefusesZeroPointsThatContradictSymmetry) {
    PackedLinear weight = randomLinear(16, 32, 8);
    std::fill(weight.zeros().begin(), weight.zeros().end(), uint8_t{8});
    const GptqTensors tensors = packGptq(weight, GptqVersion::V1);
    EXPECT_NO_THROW(unpackGptq("m", tensors.views(), {16, 32}, settingsOf(4, 8, true), GptqVersion::V1));
    test::expectError(ErrorKind::Input, "gptq.zero_point", {"'m'.qzeros", "7", "gptq_v2", "checkpoint_format", "8"},
                      [&] { readWith(tensors, settingsOf(4, 8, true)); });
}

TEST(Gptq, TakesScalesOfOtherTypesWhereFp16HoldsThem) {
    PackedLinear weight = randomLinear(16, 32, 8);
    for (Float16& scale : weight.scales()) {
        scale = toFloat16(0.0078125F);
    }
    GptqTensors tensors = packGptq(weight, GptqVersion::V2);
    for (const DType type : {DType::BF16, DType::F32}) {
        Tensor scales(tensors.scales.shape(), type);
        convert(tensors.scales, scales);
        tensors.scales = std::move(scales);
        expectSame(readWith(tensors, settingsOf(4, 8)), weight);
    }
    tensors.scales.floats()[17] = 0.1F;
    test::expectError(ErrorKind::Input, "gptq.scale", {"'m'.scales", "0.1", "F32", "fp16"},
                      [&] { readWith(tensors, settingsOf(4, 8)); });
}

TEST(Gptq, RefusesWhatTheLayoutDoesNotHave) {
    const auto refuses = [](const PackedLinear& weight, const std::vector<std::string>& names) {
        test::expectError(ErrorKind::Input, "gptq.shape", names, [&] { packGptq(weight, GptqVersion::V2); });
    };
    refuses(randomLinear(32, 32, 32, 5), {"not 5"});
    refuses(randomLinear(16, 32, 32, 3), {"[16, 32]", "3 bits"});
    refuses(randomLinear(32, 48, 16, 3), {"[32, 48]", "3 bits"});
    refuses(randomLinear(12, 32, 32, 4), {"[12, 32]"});
    refuses(randomLinear(8, 20, 20, 4), {"[8, 20]"});
}

} // namespace
} // namespace salient
