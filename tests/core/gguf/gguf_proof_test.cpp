// SPDX-License-Identifier: Apache-2.0
#include "core/gguf/gguf_proof.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>

namespace salient {
namespace {

/// A matrix of four rows in heads of four.
class GgufProof : public testing::Test {
protected:
    GgufProof() : m_values(Tensor({4, 32}, DType::F32)) {
        for (size_t i = 0; i < m_values.floats().size(); ++i) {
            m_values.floats()[i] = std::sin(static_cast<float>(i)) * 0.1F;
        }
    }
    GgufSource source(GgufType type) const {
        GgufSource result;
        result.tensor = {"blk.0.attn_q.weight", type, {32, 4}};
        result.dense = m_values.view();
        result.order = {4};
        return result;
    }
    static std::vector<std::byte> encoded(const GgufSource& source) {
        const auto rowSize = static_cast<size_t>(rowBytes(source.tensor.type, 32));
        std::vector<std::byte> data(4 * rowSize);
        for (int64_t row = 0; row < 4; ++row) {
            encodeRow(source, row, std::span(data).subspan(static_cast<size_t>(row) * rowSize, rowSize));
        }
        return data;
    }

    Tensor m_values;
};

TEST_F(GgufProof, WhatIsStoredAgreesWithItsSource) {
    for (const GgufType type : {GgufType::F32, GgufType::F16, GgufType::Q8_0, GgufType::Q4_0, GgufType::Q4_1}) {
        GgufError error;
        EXPECT_EQ(compareTensor(source(type), encoded(source(type)), error), "") << typeName(type);
        EXPECT_LT(error.relative(), 0.2) << typeName(type);
    }
}

TEST_F(GgufProof, RowsOfHeadsAreReordered) {
    std::vector<float> row(32);
    sourceRow(source(GgufType::F32), 1, row);
    EXPECT_EQ(row[5], m_values.floats()[2 * 32 + 5]) << "row 1 is channel 0 + 4 / 2";
}

TEST_F(GgufProof, RowsInTheWrongOrderAreFound) {
    GgufSource plain = source(GgufType::F16);
    plain.order = {};
    GgufError error;
    EXPECT_THAT(compareTensor(source(GgufType::F16), encoded(plain), error), testing::HasSubstr("differs by"));
}

TEST_F(GgufProof, AChangedBitIsFound) {
    std::vector<std::byte> data = encoded(source(GgufType::F16));
    const uint64_t before = fingerprintOf(data);
    data[40] ^= std::byte{0x10};
    EXPECT_NE(fingerprintOf(data), before);
    GgufError error;
    EXPECT_THAT(compareTensor(source(GgufType::F16), data, error), testing::HasSubstr("in row 0"));
}

TEST_F(GgufProof, WhatIsNotFiniteIsFound) {
    std::vector<std::byte> data = encoded(source(GgufType::Q8_0));
    data[0] = std::byte{0x00};
    data[1] = std::byte{0x7E}; // the scale is a NaN
    GgufError error;
    EXPECT_NE(compareTensor(source(GgufType::Q8_0), data, error), "");
}

} // namespace
} // namespace salient
