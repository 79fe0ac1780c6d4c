// SPDX-License-Identifier: Apache-2.0
#include "core/checkpoint/output_file.h"

#include "tests/core/checkpoint/file_fixtures.h"

#include <gtest/gtest.h>

#include <cerrno>
#include <csignal>

#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

namespace salient {
namespace {

using test::TemporaryFolder;

TEST(OutputFile, WritesBytesInReadableUnits) {
    EXPECT_EQ(bytesText(0), "0 bytes");
    EXPECT_EQ(bytesText(999), "999 bytes");
    EXPECT_EQ(bytesText(1000), "1.0 kB");
    EXPECT_EQ(bytesText(999'949), "999.9 kB");
    EXPECT_EQ(bytesText(999'950), "1.0 MB");
    EXPECT_EQ(bytesText(5'000'000'000), "5.0 GB");
    EXPECT_EQ(bytesText(std::numeric_limits<int64_t>::max()), "9.2 EB");
}

TEST(OutputFile, TurnsSystemErrorsIntoOneSentence) {
    const TemporaryFolder folder;
    for (const int full : {ENOSPC, EDQUOT}) {
        test::expectError(ErrorKind::Resource, "output.no_space", {"w.bin", "7.0 GB", "are free", "make room"},
                          [&] { throw outputError(full, folder / "w.bin", 7'000'000'000); });
    }
    test::expectError(ErrorKind::Resource, "output.file_too_large", {"w.bin", "7.0 GB", "shards"},
                      [&] { throw outputError(EFBIG, folder / "w.bin", 7'000'000'000); });
    test::expectError(ErrorKind::Resource, "output.write_failed", {"w.bin", "Input/output error"},
                      [&] { throw outputError(EIO, folder / "w.bin", 7'000'000'000); });
}

TEST(OutputFile, ReportsALimitOfTheUserAndLeavesNothing) {
    const TemporaryFolder folder;
    const pid_t child = ::fork();
    if (child == 0) {
        std::signal(SIGXFSZ, SIG_IGN);
        const rlimit limit{1000, 1000};
        ::setrlimit(RLIMIT_FSIZE, &limit);
        try {
            const OutputFile file(folder / "w.bin", 5000);
        } catch (const Error& error) {
            ::_exit(error.code() == "output.file_too_large" ? 0 : 2);
        }
        ::_exit(1);
    }
    int status = 0;
    ASSERT_EQ(::waitpid(child, &status, 0), child);
    EXPECT_EQ(status, 0);
    EXPECT_FALSE(std::filesystem::exists(folder / "w.bin"));
}

TEST(OutputFile, RemovesTheFileUnlessFinished) {
    const TemporaryFolder folder;
    { const OutputFile file(folder / "w.bin", 10); }
    EXPECT_FALSE(std::filesystem::exists(folder / "w.bin"));
    writeNewFile(folder / "w.bin", "done");
    EXPECT_EQ(test::readText(folder / "w.bin"), "done");
    writeNewFile(folder / "empty", "");
    EXPECT_EQ(test::readText(folder / "empty"), "");
}

} // namespace
} // namespace salient
