// SPDX-License-Identifier: Apache-2.0
#include "kernels/dtype.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

namespace salient {
namespace {

TEST(DTypeTest, NamesAndBytesAreThoseOfSafetensors) {
    EXPECT_EQ(dtypeName(DType::BF16), "BF16");
    EXPECT_EQ(dtypeName(DType::Bool), "BOOL");
    EXPECT_EQ(dtypeBytes(DType::F64), 8);
    EXPECT_EQ(dtypeBytes(DType::F16), 2);
    EXPECT_EQ(dtypeBytes(DType::U8), 1);
}

TEST(DTypeTest, NamesReadBack) {
    for (const DType type : {DType::F64, DType::F32, DType::F16, DType::BF16, DType::I64, DType::I32, DType::I16,
                             DType::I8, DType::U8, DType::Bool}) {
        EXPECT_EQ(dtypeFromName(dtypeName(type)), type);
    }
    EXPECT_EQ(dtypeFromName("F8_E4M3"), std::nullopt);
    EXPECT_EQ(dtypeFromName("f32"), std::nullopt);
}

TEST(Float16Test, EveryHalfSurvivesTheWayThroughFloat) {
    for (uint32_t bits = 0; bits <= 0xFFFF; ++bits) {
        const Float16 half{static_cast<uint16_t>(bits)};
        const float value = toFloat(half);
        if (std::isnan(value)) {
            EXPECT_TRUE(std::isnan(toFloat(toFloat16(value)))) << bits;
        } else {
            EXPECT_EQ(toFloat16(value).bits, bits);
        }
    }
}

TEST(Float16Test, RoundsToNearestTiesToEven) {
    EXPECT_EQ(roundToFloat16(2049.0F), 2048.0F); // halfway between 2048 and 2050
    EXPECT_EQ(roundToFloat16(2051.0F), 2052.0F);
    EXPECT_EQ(roundToFloat16(2049.001F), 2050.0F);
    EXPECT_EQ(roundToFloat16(0x1p-25F), 0.0F); // halfway to the smallest subnormal
    EXPECT_EQ(roundToFloat16(0x1.8p-25F), 0x1p-24F);
    EXPECT_EQ(roundToFloat16(0x1.8p-24F), 0x1p-23F);
}

TEST(Float16Test, OverflowGivesInfinityFromHalfAStepAboveTheLargest) {
    EXPECT_EQ(roundToFloat16(65519.0F), 65504.0F);
    EXPECT_TRUE(std::isinf(roundToFloat16(65520.0F)));
    EXPECT_EQ(toFloat16(-1e30F).bits, 0xFC00);
}

TEST(BFloat16Test, RoundsToNearestTiesToEven) {
    EXPECT_EQ(roundToBFloat16(257.0F), 256.0F); // halfway between 256 and 258
    EXPECT_EQ(roundToBFloat16(259.0F), 260.0F);
    EXPECT_EQ(toBFloat16(-0.0F).bits, 0x8000);
    EXPECT_TRUE(std::isinf(roundToBFloat16(std::numeric_limits<float>::max())));
}

TEST(BFloat16Test, NanWithALowPayloadStaysNan) {
    EXPECT_TRUE(std::isnan(roundToBFloat16(std::bit_cast<float>(0x7F800001U))));
    EXPECT_TRUE(std::isnan(roundToBFloat16(std::bit_cast<float>(0x7FFFFFFFU))));
}

} // namespace
} // namespace salient
