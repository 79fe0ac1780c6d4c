// SPDX-License-Identifier: Apache-2.0
#include "core/gguf/gguf_blocks.h"

#include "core/whole_file.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <cmath>
#include <cstring>
#include <limits>
#include <string>

namespace salient {
namespace {

std::vector<std::byte> bytesOf(const std::string& hex) {
    std::vector<std::byte> bytes;
    for (size_t i = 0; i + 1 < hex.size(); i += 2) {
        bytes.push_back(std::byte(static_cast<uint8_t>(std::stoi(hex.substr(i, 2), nullptr, 16))));
    }
    return bytes;
}

std::vector<float> floatsOf(const std::string& hex) {
    const std::vector<std::byte> bytes = bytesOf(hex);
    std::vector<float> values(bytes.size() / sizeof(float));
    std::memcpy(values.data(), bytes.data(), bytes.size());
    return values;
}

/// Made by tests/tools/make_gguf_fixtures.py with the Python package gguf.
const nlohmann::json& goldens() {
    static const auto json =
        nlohmann::json::parse(readWholeFile(SALIENT_TEST_DATA "/gguf/blocks.json", int64_t{1} << 20));
    return json;
}

GgufType typeNamed(const std::string& name) {
    for (const GgufType type : ggufTypes()) {
        if (typeName(type) == name) {
            return type;
        }
    }
    ADD_FAILURE() << name;
    return GgufType::F32;
}

std::vector<std::byte> quantized(GgufType type, const std::vector<float>& values) {
    std::vector<std::byte> bytes(static_cast<size_t>(rowBytes(type, static_cast<int64_t>(values.size()))));
    EXPECT_TRUE(quantizeRow(type, values, bytes));
    return bytes;
}

class GgufBlocks : public testing::TestWithParam<const char*> {};
INSTANTIATE_TEST_SUITE_P(Types, GgufBlocks, testing::Values("Q8_0", "Q4_0", "Q4_1", "Q4_K"),
                         [](const auto& instance) { return std::string(instance.param); });

TEST_P(GgufBlocks, ValuesAreThoseOfThePackage) {
    const auto& golden = goldens()["types"][GetParam()];
    const std::vector<float> expected = floatsOf(golden["unpacked"]);
    std::vector<float> found(expected.size());
    dequantizeRow(typeNamed(GetParam()), bytesOf(golden["packed"]), found);
    EXPECT_EQ(found, expected);
}

TEST_P(GgufBlocks, BytesAreThoseOfTheReference) {
    // The package has no quantiser for Q4_K: those bytes are ggml's own.
    const bool ofGgml = std::string(GetParam()) == "Q4_K";
    const auto& expected = ofGgml ? goldens()["q4_k_quantized"] : goldens()["types"][GetParam()]["packed"];
    EXPECT_EQ(quantized(typeNamed(GetParam()), floatsOf(goldens()["values"])), bytesOf(expected));
}

TEST_P(GgufBlocks, ABlockOfZerosStaysZero) {
    const std::vector<float> values(256, 0.0F);
    const GgufType type = typeNamed(GetParam());
    std::vector<float> back(values.size(), 1.0F);
    dequantizeRow(type, quantized(type, values), back);
    EXPECT_EQ(back, values);
}

TEST_P(GgufBlocks, WhatFp16CannotExpressIsSaid) {
    const GgufType type = typeNamed(GetParam());
    std::vector<std::byte> bytes(static_cast<size_t>(rowBytes(type, 256)));
    for (const float bad : {std::numeric_limits<float>::infinity(), std::nanf(""), 1e30F}) {
        std::vector<float> values(256, 0.5F);
        values[77] = bad;
        EXPECT_FALSE(quantizeRow(type, values, bytes)) << bad;
    }
}

/// Codes, zero points and scales that look like something.
PackedLinear packed(int bits, int64_t groupSize, const std::vector<uint8_t>& zeros) {
    PackedLinear weight(3, 128, bits, groupSize);
    std::vector<uint8_t> codes(128);
    for (int64_t row = 0; row < 3; ++row) {
        for (size_t i = 0; i < codes.size(); ++i) {
            codes[i] = static_cast<uint8_t>((i * 7 + static_cast<size_t>(row) * 5) % (1U << bits));
        }
        weight.packRow(row, codes);
    }
    for (size_t group = 0; group < weight.zeros().size(); ++group) {
        weight.zeros()[group] = zeros[group % zeros.size()];
        weight.scales()[group] = toFloat16(0.013F + 0.001F * static_cast<float>(group));
    }
    return weight;
}

void expectSameWeights(GgufType type, const PackedLinear& weight) {
    std::vector<std::byte> bytes(static_cast<size_t>(rowBytes(type, weight.inFeatures())));
    std::vector<float> expected(static_cast<size_t>(weight.inFeatures()));
    std::vector<float> found(expected.size());
    for (int64_t row = 0; row < weight.outFeatures(); ++row) {
        packRow(type, weight, row, bytes);
        dequantizeRow(type, bytes, found);
        weight.dequantizeRow(row, expected);
        EXPECT_EQ(found, expected) << "row " << row;
    }
}

TEST(PackedFits, SymmetricIntegersAreCarriedOverBitByBit) {
    const PackedLinear four = packed(4, 64, {8});
    ASSERT_EQ(packedFit(GgufType::Q4_0, four), PackedFit::Exact);
    expectSameWeights(GgufType::Q4_0, four);
    ASSERT_EQ(packedFit(GgufType::Q4_1, four), PackedFit::Exact) << "−8 · scale is a half";
    expectSameWeights(GgufType::Q4_1, four);
    const PackedLinear eight = packed(8, 128, {128});
    ASSERT_EQ(packedFit(GgufType::Q8_0, eight), PackedFit::Exact);
    expectSameWeights(GgufType::Q8_0, eight);
}

TEST(PackedFits, FourBitsWithZeroPointsFitIntoEightBitsExactly) {
    const PackedLinear weight = packed(4, 32, {3, 11, 0, 15});
    ASSERT_EQ(packedFit(GgufType::Q8_0, weight), PackedFit::Exact);
    expectSameWeights(GgufType::Q8_0, weight);
    EXPECT_EQ(packedFit(GgufType::Q4_0, weight), PackedFit::No);
}

TEST(PackedFits, ZeroPointsBecomeMinimaRoundedToHalf) {
    const PackedLinear weight = packed(4, 64, {5, 7});
    ASSERT_EQ(packedFit(GgufType::Q4_1, weight), PackedFit::MinimumRounded);
    std::vector<std::byte> bytes(static_cast<size_t>(rowBytes(GgufType::Q4_1, 128)));
    std::vector<float> found(128);
    std::vector<float> expected(128);
    std::vector<uint8_t> codes(128);
    for (int64_t row = 0; row < 3; ++row) {
        packRow(GgufType::Q4_1, weight, row, bytes);
        dequantizeRow(GgufType::Q4_1, bytes, found);
        weight.unpackRow(row, codes);
        for (size_t i = 0; i < codes.size(); ++i) {
            const auto group = static_cast<size_t>(row * 2) + i / 64;
            const float scale = toFloat(weight.scales()[group]);
            expected[i] = static_cast<float>(codes[i]) * scale +
                          roundToFloat16(-static_cast<float>(weight.zeros()[group]) * scale);
        }
        EXPECT_EQ(found, expected) << "row " << row;
    }
}

TEST(PackedFits, OtherGroupsOrdersAndTypesAreRoundedAgain) {
    EXPECT_EQ(packedFit(GgufType::Q4_1, packed(4, 16, {8})), PackedFit::No) << "groups below a block";
    EXPECT_EQ(packedFit(GgufType::Q4_K, packed(4, 32, {8})), PackedFit::No);
    EXPECT_EQ(packedFit(GgufType::F16, packed(4, 32, {8})), PackedFit::No);
    EXPECT_EQ(packedFit(GgufType::Q8_0, packed(8, 32, {20})), PackedFit::No) << "code − zero up to 235";
    EXPECT_EQ(packedFit(GgufType::Q4_1, packed(8, 32, {128})), PackedFit::No);
    PackedLinear ordered = packed(4, 32, {8});
    std::vector<int32_t> order(128);
    for (size_t i = 0; i < order.size(); ++i) {
        order[i] = static_cast<int32_t>(127 - i);
    }
    ordered.setInputOrder(order);
    EXPECT_EQ(packedFit(GgufType::Q4_0, ordered), PackedFit::No) << "act-order";
}

TEST(PackedFits, ThreeBitsAreFourBitsOfASmallerRange) {
    const PackedLinear weight = packed(3, 32, {1, 4, 7});
    ASSERT_EQ(packedFit(GgufType::Q4_0, weight), PackedFit::Exact);
    expectSameWeights(GgufType::Q4_0, weight);
}

} // namespace
} // namespace salient
