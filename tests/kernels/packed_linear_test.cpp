// SPDX-License-Identifier: Apache-2.0
#include "kernels/packed_linear.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>

namespace salient {
namespace {

TEST(PackedLinear, GivesBackTheCodesOfEveryWidthAndOddRow) {
    std::mt19937 random(3);
    for (int bits = 2; bits <= 8; ++bits) {
        for (const int64_t in : {1, 7, 32, 129}) {
            PackedLinear packed(3, in, bits, in);
            std::vector<std::vector<uint8_t>> rows(3, std::vector<uint8_t>(in));
            for (int64_t row = 0; row < 3; ++row) {
                for (uint8_t& code : rows[row]) {
                    code = static_cast<uint8_t>(random() % (1U << bits));
                }
                packed.packRow(row, rows[row]);
            }
            for (int64_t row = 0; row < 3; ++row) {
                std::vector<uint8_t> codes(in);
                packed.unpackRow(row, codes);
                EXPECT_EQ(codes, rows[row]) << bits << " bits, " << in << " inputs";
            }
        }
    }
}

TEST(PackedLinear, StoresTwoCodesPerByteLowNibbleFirst) {
    PackedLinear packed(1, 4, 4, 4);
    packed.packRow(0, std::vector<uint8_t>{1, 2, 3, 15});
    EXPECT_THAT(packed.codes(), ::testing::ElementsAre(0x21, 0xF3));
}

TEST(PackedLinear, SubtractsTheZeroPointOfTheGroupThenScales) {
    PackedLinear packed(2, 4, 4, 2);
    packed.packRow(1, std::vector<uint8_t>{0, 15, 7, 9});
    packed.zeros()[2] = 3;
    packed.zeros()[3] = 8;
    packed.scales()[2] = toFloat16(0.5F);
    packed.scales()[3] = toFloat16(2.0F);
    std::vector<float> row(4);
    packed.dequantizeRow(1, row);
    EXPECT_THAT(row, ::testing::ElementsAre(-1.5F, 6.0F, -2.0F, 2.0F));
}

TEST(PackedLinear, PutsEveryStoredPositionAtItsInput) {
    PackedLinear packed(1, 4, 8, 2);
    packed.packRow(0, std::vector<uint8_t>{1, 2, 3, 4});
    packed.scales()[0] = toFloat16(1.0F);
    packed.scales()[1] = toFloat16(10.0F);
    packed.setInputOrder({2, 0, 3, 1});
    std::vector<float> row(4);
    packed.dequantizeRow(0, row);
    EXPECT_THAT(row, ::testing::ElementsAre(2.0F, 40.0F, 1.0F, 30.0F));
    packed.dequantizeStoredRow(0, row);
    EXPECT_THAT(row, ::testing::ElementsAre(1.0F, 2.0F, 30.0F, 40.0F));
}

TEST(PackedLinear, CountsItsMemory) {
    PackedLinear ordered(8, 64, 4, 32);
    ordered.setInputOrder(std::vector<int32_t>(64));
    EXPECT_EQ(ordered.bytes(), PackedLinear(8, 64, 4, 32).bytes() + 64 * 4);
    EXPECT_EQ(PackedLinear(8, 64, 4, 32).bytes(), 8 * 32 + 8 * 2 + 8 * 2 * 2);
    EXPECT_EQ(PackedLinear(8, 64, 8, 32).bytes(), 8 * 64 + 8 * 2 + 8 * 2 * 2);
}

} // namespace
} // namespace salient
