// SPDX-License-Identifier: Apache-2.0
#include "core/whole_file.h"

#include "kernels/error.h"
#include "tests/support/error_code.h"
#include "tests/support/temporary_folder.h"

#include <gtest/gtest.h>

#include <sys/stat.h>

#include <functional>

namespace salient {
namespace {

TEST(WriteWholeFile, ReplacesAndLeavesNothingElse) {
    const TemporaryFolder folder;
    writeWholeFile(folder.path() / "a", "old");
    writeWholeFile(folder.path() / "a", "new");
    EXPECT_EQ(readWhole(folder.path() / "a"), "new");
    EXPECT_EQ(std::distance(std::filesystem::directory_iterator(folder.path()), {}), 1);
}

TEST(WriteWholeFile, RefusesAFolderAndLeavesNothingBehind) {
    const TemporaryFolder folder;
    std::filesystem::create_directory(folder.path() / "a");
    EXPECT_EQ(codeOf([&] { writeWholeFile(folder.path() / "a", "x"); }), "file.write");
    EXPECT_FALSE(std::filesystem::exists(folder.path() / "a.part"));
    EXPECT_EQ(codeOf([&] { writeWholeFile(folder.path() / "b" / "c", "x"); }), "file.write");
}

TEST(ReadWholeFile, TakesFilesUpToTheLimit) {
    const TemporaryFolder folder;
    EXPECT_EQ(readWholeFile(folder.write("a", "four"), 4), "four");
    EXPECT_EQ(codeOf([&] { readWholeFile(folder.path() / "a", 3); }), "file.too_large");
}

TEST(ReadWholeFile, RefusesWhatIsNoFileWithoutWaiting) {
    const TemporaryFolder folder;
    EXPECT_EQ(codeOf([&] { readWholeFile(folder.path(), 9); }), "file.unreadable");
    EXPECT_EQ(codeOf([&] { readWholeFile(folder.path() / "no", 9); }), "file.unreadable");
    ASSERT_EQ(::mkfifo((folder.path() / "pipe").c_str(), 0600), 0);
    EXPECT_EQ(codeOf([&] { readWholeFile(folder.path() / "pipe", 9); }), "file.unreadable");
}

} // namespace
} // namespace salient
