// SPDX-License-Identifier: Apache-2.0
#include "core/tokenizer/utf8_check.h"

#include <gtest/gtest.h>

#include <string>

namespace salient::tokenization {
namespace {

TEST(Utf8Check, CountsBadBytesAsUnicodeDefinesThem) {
    EXPECT_EQ(invalidUtf8Bytes("aé日😀"), 0);
    EXPECT_EQ(invalidUtf8Bytes("\xC0\xAF"), 2);         // overlong /
    EXPECT_EQ(invalidUtf8Bytes("\xE0\x9F\xBF"), 3);     // overlong, three bytes
    EXPECT_EQ(invalidUtf8Bytes("\xED\xA0\x80"), 3);     // surrogate
    EXPECT_EQ(invalidUtf8Bytes("\xF4\x90\x80\x80"), 4); // beyond U+10FFFF
    EXPECT_EQ(invalidUtf8Bytes("\xF0\x8F\xBF\xBF"), 4); // overlong, four bytes
    EXPECT_EQ(invalidUtf8Bytes("a\xE6\x97"), 2);        // cut off
    EXPECT_EQ(invalidUtf8Bytes("\x80x\xFF"), 2);
}

// Eight ASCII characters are skipped at once; what follows or straddles them is not.
TEST(Utf8Check, FindsABadByteBehindAnyAmountOfAscii) {
    for (size_t before = 0; before < 20; ++before) {
        const std::string ascii(before, 'a');
        EXPECT_TRUE(isUtf8(ascii + "日" + ascii)) << before;
        EXPECT_FALSE(isUtf8(ascii + "\xFF" + ascii)) << before;
        EXPECT_EQ(invalidUtf8Bytes(ascii + "\xFF" + ascii + "\x80"), 2) << before;
    }
    EXPECT_TRUE(isUtf8(""));
}

} // namespace
} // namespace salient::tokenization
