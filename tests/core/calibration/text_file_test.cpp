// SPDX-License-Identifier: Apache-2.0
#include "core/calibration/text_file.h"

#include "core/calibration/calibration_data.h"
#include "kernels/error.h"
#include "tests/support/temporary_folder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace salient {
namespace {

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
