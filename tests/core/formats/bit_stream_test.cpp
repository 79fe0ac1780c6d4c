// SPDX-License-Identifier: Apache-2.0
#include "core/formats/bit_stream.h"

#include <gtest/gtest.h>

#include <random>
#include <vector>

namespace salient {
namespace {

const std::byte* bytesOf(const std::vector<uint32_t>& words) {
    return reinterpret_cast<const std::byte*>(words.data());
}

// gptqmodel and compressed-tensors 0.19 agree on these words for the values i mod 8.
TEST(BitStream, LetsCodesOfThreeBitsCrossWords) {
    std::vector<uint8_t> codes;
    for (int i = 0; i < 32; ++i) {
        codes.push_back(static_cast<uint8_t>(i % 8));
    }
    std::vector<uint32_t> words(3);
    packCodes(codes, 3, words);
    EXPECT_EQ(words, (std::vector<uint32_t>{0x88fac688U, 0xc688fac6U, 0xfac688faU}));
}

TEST(BitStream, BeginsWithTheLowestBits) {
    std::vector<uint32_t> words(1);
    packCodes(std::vector<uint8_t>{0, 1, 2, 3, 4, 5, 6, 7}, 4, words);
    EXPECT_EQ(words[0], 0x76543210U);
    packCodes(std::vector<uint8_t>{0x80, 0x81, 0x82, 0x83}, 8, words);
    EXPECT_EQ(words[0], 0x83828180U);
}

class BitStreamOfBits : public ::testing::TestWithParam<int> {};

TEST_P(BitStreamOfBits, GivesBackWhatItPacked) {
    const int bits = GetParam();
    std::mt19937 random(static_cast<unsigned>(bits));
    for (const int64_t count : {1, 7, 31, 32, 33, 100}) {
        std::vector<uint8_t> codes(static_cast<size_t>(count));
        for (uint8_t& code : codes) {
            code = static_cast<uint8_t>(random() & ((1U << bits) - 1));
        }
        std::vector<uint32_t> words(static_cast<size_t>(wordsFor(BitLayout::Dense, count, bits)));
        packCodes(codes, bits, words);
        std::vector<uint8_t> again(codes.size());
        unpackCodes(bytesOf(words), BitLayout::Dense, bits, again);
        EXPECT_EQ(again, codes) << count;
    }
}

TEST_P(BitStreamOfBits, ReadsWholeCodesPerWord) {
    const int bits = GetParam();
    const int perWord = 32 / bits;
    std::vector<uint8_t> codes;
    std::vector<uint32_t> words;
    for (int i = 0; i < 50; ++i) {
        codes.push_back(static_cast<uint8_t>(i * 7 & ((1 << bits) - 1)));
        if (i % perWord == 0) {
            words.push_back(0);
        }
        words.back() |= static_cast<uint32_t>(codes.back()) << (i % perWord * bits);
    }
    ASSERT_EQ(static_cast<int64_t>(words.size()), wordsFor(BitLayout::WholePerWord, 50, bits));
    std::vector<uint8_t> again(codes.size());
    unpackCodes(bytesOf(words), BitLayout::WholePerWord, bits, again);
    EXPECT_EQ(again, codes);
}

INSTANTIATE_TEST_SUITE_P(AllBits, BitStreamOfBits, ::testing::Range(2, 9));

} // namespace
} // namespace salient
