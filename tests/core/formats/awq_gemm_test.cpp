// SPDX-License-Identifier: Apache-2.0
#include "core/formats/awq_gemm.h"

#include "tests/core/checkpoint/file_fixtures.h"

#include <gtest/gtest.h>

#include <cstring>
#include <random>
#include <string>
#include <vector>

namespace salient {
namespace {

using test::TemporaryFolder;

AwqConfig groupsOf(int64_t size) {
    AwqConfig config;
    config.groupSize = size;
    return config;
}

/// Random codes, zero points and scales.
PackedLinear randomLinear(int64_t out, int64_t in, int64_t group, int bits = 4) {
    std::mt19937 random(static_cast<unsigned>(out * 1000 + in));
    PackedLinear weight(out, in, bits, group);
    const uint32_t mask = (1U << static_cast<unsigned>(bits)) - 1;
    std::vector<uint8_t> codes(static_cast<size_t>(in));
    for (int64_t row = 0; row < out; ++row) {
        for (uint8_t& code : codes) {
            code = static_cast<uint8_t>(random() & mask);
        }
        weight.packRow(row, codes);
    }
    for (uint8_t& zero : weight.zeros()) {
        zero = static_cast<uint8_t>(random() & mask);
    }
    for (Float16& scale : weight.scales()) {
        scale.bits = static_cast<uint16_t>(random() & 0x7BFFU);
    }
    return weight;
}

void expectSame(const PackedLinear& a, const PackedLinear& b) {
    ASSERT_EQ(a.outFeatures(), b.outFeatures());
    ASSERT_EQ(a.inFeatures(), b.inFeatures());
    ASSERT_EQ(a.groupSize(), b.groupSize());
    std::vector<uint8_t> rowA(static_cast<size_t>(a.inFeatures()));
    std::vector<uint8_t> rowB(rowA.size());
    for (int64_t row = 0; row < a.outFeatures(); ++row) {
        a.unpackRow(row, rowA);
        b.unpackRow(row, rowB);
        ASSERT_EQ(rowA, rowB) << "row " << row;
    }
    EXPECT_TRUE(std::equal(a.zeros().begin(), a.zeros().end(), b.zeros().begin(), b.zeros().end()));
    ASSERT_EQ(a.scales().size(), b.scales().size());
    for (size_t i = 0; i < a.scales().size(); ++i) {
        ASSERT_EQ(a.scales()[i].bits, b.scales()[i].bits) << i;
    }
}

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

template <typename T>
std::vector<T> goldenArray(const std::string& name) {
    const std::string bytes = test::readText(std::string(SALIENT_TEST_DATA) + "/packing/awq_gemm/" + name + ".bin");
    std::vector<T> values(bytes.size() / sizeof(T));
    std::memcpy(values.data(), bytes.data(), values.size() * sizeof(T));
    return values;
}

/// The integers that were given to autoawq 0.2.9: in 64, out 32, group 32; stored [in, out] and [groups, out].
PackedLinear goldenInput() {
    constexpr int64_t kOut = 32;
    constexpr int64_t kIn = 64;
    constexpr int64_t kGroups = 2;
    const auto codes = goldenArray<int32_t>("in_q");
    const auto zeros = goldenArray<int32_t>("in_z");
    const auto scales = goldenArray<uint16_t>("in_s");
    PackedLinear weight(kOut, kIn, 4, kIn / kGroups);
    for (int64_t o = 0; o < kOut; ++o) {
        std::vector<uint8_t> row;
        for (int64_t i = 0; i < kIn; ++i) {
            row.push_back(static_cast<uint8_t>(codes.at(static_cast<size_t>(i * kOut + o))));
        }
        weight.packRow(o, row);
        for (int64_t g = 0; g < kGroups; ++g) {
            weight.zeros()[static_cast<size_t>(o * kGroups + g)] =
                static_cast<uint8_t>(zeros.at(static_cast<size_t>(g * kOut + o)));
            weight.scales()[static_cast<size_t>(o * kGroups + g)].bits = scales.at(static_cast<size_t>(g * kOut + o));
        }
    }
    return weight;
}

template <typename T>
void expectBytes(const Tensor& tensor, const std::vector<T>& golden) {
    ASSERT_EQ(static_cast<size_t>(tensor.view().bytes()), golden.size() * sizeof(T));
    EXPECT_EQ(std::memcmp(tensor.view().data, golden.data(), golden.size() * sizeof(T)), 0);
}

TEST(AwqGemm, WritesWhatAutoAwqWritesByteForByte) {
    const AwqTensors tensors = packAwqGemm(goldenInput());
    EXPECT_EQ(tensors.qweight.shape(), (Shape{64, 4}));
    EXPECT_EQ(tensors.qzeros.shape(), (Shape{2, 4}));
    EXPECT_EQ(tensors.scales.shape(), (Shape{2, 32}));
    expectBytes(tensors.qweight, goldenArray<uint32_t>("qweight"));
    expectBytes(tensors.qzeros, goldenArray<uint32_t>("qzeros"));
    expectBytes(tensors.scales, goldenArray<uint16_t>("scales"));
}

TEST(AwqGemm, ReadsWhatAutoAwqWrote) {
    const auto qweight = goldenArray<uint32_t>("qweight");
    const auto qzeros = goldenArray<uint32_t>("qzeros");
    const auto scales = goldenArray<uint16_t>("scales");
    const AwqViews views{{reinterpret_cast<const std::byte*>(qweight.data()), DType::I32, {64, 4}},
                             {reinterpret_cast<const std::byte*>(qzeros.data()), DType::I32, {2, 4}},
                             {reinterpret_cast<const std::byte*>(scales.data()), DType::F16, {2, 32}}};
    expectSame(unpackAwqGemm("m", views, {32, 64}, 32), goldenInput());
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

/// A folder with one packed linear "m" [16, 32], group 8.
void writePacked(const TemporaryFolder& folder, const PackedLinear& weight) {
    SafetensorsWriter writer(folder.path(), planAwqGemm("m", 16, 32, 8), 1'000'000);
    const AwqTensors tensors = packAwqGemm(weight);
    writer.write("m.qweight", tensors.qweight);
    writer.write("m.qzeros", tensors.qzeros);
    writer.write("m.scales", tensors.scales);
    writer.finish();
}

TEST(AwqGemm, ReadsALinearFromAFolder) {
    const TemporaryFolder folder;
    const PackedLinear weight = randomLinear(16, 32, 8);
    writePacked(folder, weight);
    const Checkpoint checkpoint = Checkpoint::open(folder.path());
    EXPECT_NO_THROW(checkAwqGemm(checkpoint, "m", {16, 32}, groupsOf(8)));
    expectSame(readAwqGemm(checkpoint, "m", {16, 32}, groupsOf(8)), weight);
}

TEST(AwqGemm, NamesTheTensorThatDoesNotFit) {
    const TemporaryFolder folder;
    writePacked(folder, randomLinear(16, 32, 8));
    const Checkpoint checkpoint = Checkpoint::open(folder.path());
    const auto check = [&](const std::string& module, const Shape& outIn, int64_t group) {
        return [&checkpoint, module, outIn, group] { readAwqGemm(checkpoint, module, outIn, groupsOf(group)); };
    };
    test::expectError(ErrorKind::Input, "awq.shape", {"'m.qweight'", "[64, 2]", "[32, 2]", "model.safetensors"},
                      check("m", {16, 64}, 8));
    test::expectError(ErrorKind::Input, "awq.shape", {"'m.qzeros'", "[2, 2]", "[4, 2]"}, check("m", {16, 32}, 16));
    test::expectError(ErrorKind::Input, "awq.shape", {"'m.qzeros'", "[1, 2]"}, check("m", {16, 32}, 0));
    test::expectError(ErrorKind::Input, "awq.shape", {"'m'", "[12, 32]", "multiple of 8"}, check("m", {12, 32}, 8));
    test::expectError(ErrorKind::Input, "awq.shape", {"'m'", "group size 7"}, check("m", {16, 32}, 7));
    test::expectError(ErrorKind::Input, "checkpoint.missing_tensor", {"'n.qweight'"}, check("n", {16, 32}, 8));
}

TEST(AwqGemm, NamesTheTensorOfTheWrongType) {
    const TemporaryFolder folder;
    auto plan = planAwqGemm("m", 16, 32, 8);
    plan[2].dtype = DType::BF16;
    SafetensorsWriter writer(folder.path(), plan, 1'000'000);
    for (const PlannedTensor& tensor : plan) {
        writer.write(tensor.name, Tensor::zeros(tensor.shape, tensor.dtype));
    }
    writer.finish();
    const Checkpoint checkpoint = Checkpoint::open(folder.path());
    test::expectError(ErrorKind::Input, "awq.type", {"'m.scales'", "F16", "BF16"}, [&] {
        checkAwqGemm(checkpoint, "m", {16, 32}, groupsOf(8));
    });
}

} // namespace
} // namespace salient
