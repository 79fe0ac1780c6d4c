// SPDX-License-Identifier: Apache-2.0
#include "core/parquet/delta_decoder.h"

#include <gtest/gtest.h>

#include <string>

namespace salient::parquet {
namespace {

Bytes bytesOf(const std::string& text) {
    return std::as_bytes(std::span(text));
}

// The second example of apache/parquet-format, Encodings.md "Delta Encoding": 7 5 3 1 2 3 4 5, here in blocks of 8.
TEST(DeltaDecoder, ReadsTheExampleOfTheSpecification) {
    // block 8, 1 miniblock, 8 values, first 7 (zigzag 14); minimum -2 (zigzag 3), width 2, deltas 0 0 0 3 3 3 3
    const std::string bytes = std::string("\x08\x01\x08\x0E\x03\x02", 6) + "\xC0\x3F" + "next";
    DeltaDecoder decoder(bytesOf(bytes));
    EXPECT_EQ(decoder.end(), 8U);
    for (const int64_t value : {7, 5, 3, 1, 2, 3, 4, 5}) {
        EXPECT_EQ(decoder.next(), value);
    }
    EXPECT_EQ(decoder.end(), 8U);
    EXPECT_THROW(decoder.next(), Fault);
}

class ImpossibleDeltas : public testing::TestWithParam<std::string> {};

TEST_P(ImpossibleDeltas, AreRefused) {
    EXPECT_THROW(
        {
            DeltaDecoder decoder(bytesOf(GetParam()));
            decoder.next();
            decoder.next();
        },
        Fault);
}

INSTANTIATE_TEST_SUITE_P(Bytes, ImpossibleDeltas,
                         testing::Values(std::string(), std::string("\x00\x01\x08\x0E", 4),  // no values in a block
                                         std::string("\x80\x01\x00\x08\x0E", 5),             // no miniblocks
                                         std::string("\x80\x01\x03\x08\x0E", 5),             // 128 in 3
                                         std::string("\xFF\xFF\xFF\xFF\x0F\x01\x08\x0E", 8), // billions in a block
                                         std::string("\x08\x01\x08\x0E\x03", 5),             // no width
                                         std::string("\x08\x01\x08\x0E\x03\x41", 6),         // 65 bits
                                         std::string("\x08\x01\x08\x0E\x03\x08\x01", 7)));   // no room for 7 deltas

} // namespace
} // namespace salient::parquet
