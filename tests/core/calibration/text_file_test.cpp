// SPDX-License-Identifier: Apache-2.0
#include "core/calibration/text_file.h"

#include "core/calibration/calibration_data.h"
#include "kernels/error.h"
#include "tests/support/temporary_folder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace salient {
namespace {

TEST(TextFileTest, CountsInvalidUtf8AsUnicodeDefinesIt) {
    EXPECT_EQ(invalidUtf8Bytes("aé日😀"), 0);
    EXPECT_EQ(invalidUtf8Bytes("\xC0\xAF"), 2);         // overlong /
    EXPECT_EQ(invalidUtf8Bytes("\xE0\x9F\xBF"), 3);     // overlong, three bytes
    EXPECT_EQ(invalidUtf8Bytes("\xED\xA0\x80"), 3);     // surrogate
    EXPECT_EQ(invalidUtf8Bytes("\xF4\x90\x80\x80"), 4); // beyond U+10FFFF
    EXPECT_EQ(invalidUtf8Bytes("\xF0\x8F\xBF\xBF"), 4); // overlong, four bytes
    EXPECT_EQ(invalidUtf8Bytes("a\xE6\x97"), 2);        // cut off
    EXPECT_EQ(invalidUtf8Bytes("\x80x\xFF"), 2);
}

TEST(TextFileTest, ReadsTheWholeTextWithoutByteOrderMark) {
    const TemporaryFolder folder;
    EXPECT_EQ(readTextFile(folder.write("a.txt", "\xEF\xBB\xBFone\ntwo\n")), "one\ntwo\n");
}

TEST(TextFileTest, ToleratesAFewInvalidBytes) {
    const TemporaryFolder folder;
    const std::string text = std::string(500, 'a') + "\xFF";
    EXPECT_EQ(readTextFile(folder.write("a.txt", text)), text);
}

struct NoText {
    const char* name;
    std::string content;
    const char* code;
};
class NotATextFile : public testing::TestWithParam<NoText> {};

TEST_P(NotATextFile, IsRefusedByName) {
    const TemporaryFolder folder;
    try {
        readTextFile(folder.write(GetParam().name, GetParam().content));
        FAIL() << GetParam().name;
    } catch (const Error& error) {
        EXPECT_EQ(error.kind(), ErrorKind::Input);
        EXPECT_EQ(error.code(), GetParam().code);
        EXPECT_THAT(error.what(), testing::HasSubstr(GetParam().name));
    }
}

INSTANTIATE_TEST_SUITE_P(Files, NotATextFile,
                         testing::Values(NoText{"empty.txt", "", "text.empty"},
                                         NoText{"nul.txt", std::string("a\0b", 3), "text.binary"},
                                         NoText{"utf16.txt", std::string("\xFF\xFEh\0i\0", 6), "text.utf16"},
                                         NoText{"latin1.txt",
                                                "sch\xF6n ist es \xFC"
                                                "berall",
                                                "text.not_utf8"}));

TEST(TextFileTest, RefusesFoldersAndMissingFiles) {
    const TemporaryFolder folder;
    EXPECT_THROW(readTextFile(folder.path()), Error);
    EXPECT_THROW(readTextFile(folder.path() / "none"), Error);
}

} // namespace
} // namespace salient
