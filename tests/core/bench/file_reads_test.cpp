// SPDX-License-Identifier: Apache-2.0
#include "core/bench/file_reads.h"

#include "tests/support/error_code.h"
#include "tests/support/temporary_folder.h"

#include <gtest/gtest.h>

#include <atomic>
#include <string>
#include <vector>

namespace salient {
namespace {

namespace fs = std::filesystem;

/// One file of whole blocks and one with an odd end.
class FileReads : public testing::Test {
protected:
    TemporaryFolder m_folder;
    const std::vector<fs::path> m_files = {m_folder.write("whole", std::string(16 << 20, 'a')),
                                           m_folder.write("odd", std::string((8 << 20) + 4097, 'b'))};
};

TEST_F(FileReads, SizesAddUp) {
    EXPECT_EQ(totalBytes(m_files), (24 << 20) + 4097);
}

TEST_F(FileReads, WhatWasJustReadIsInMemory) {
    readWhole(m_files[0]);
    readWhole(m_files[1]);
    EXPECT_EQ(residentBytes(m_files), totalBytes(m_files));
    dropFromMemory(m_files);
    EXPECT_LE(residentBytes(m_files), totalBytes(m_files)); // a request, which file systems in memory refuse
}

TEST_F(FileReads, DirectReadsTakeTimeOrDoNotExist) {
    const auto seconds = directReadSeconds(m_files, RunContext{});
    EXPECT_GT(seconds.value_or(1.0), 0.0);
}

TEST_F(FileReads, DirectReadsCanBeCancelled) {
    if (!directReadSeconds(m_files, RunContext{})) {
        GTEST_SKIP() << "no O_DIRECT here";
    }
    const std::atomic<bool> cancelled = true;
    EXPECT_EQ(codeOf([&] { directReadSeconds(m_files, RunContext{.cancelled = &cancelled}); }), "cancelled");
}

TEST_F(FileReads, NameTheFileThatIsMissing) {
    const std::vector<fs::path> missing = {m_folder.path() / "none"};
    EXPECT_EQ(codeOf([&] { dropFromMemory(missing); }), "file.unreadable");
    EXPECT_EQ(codeOf([&] { directReadSeconds(missing, RunContext{}); }), "file.unreadable");
    EXPECT_EQ(codeOf([&] { residentBytes(missing); }), "file.missing");
}

} // namespace
} // namespace salient
