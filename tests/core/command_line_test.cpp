// SPDX-License-Identifier: Apache-2.0
#include "core/command_line.h"

#include <gtest/gtest.h>

namespace salient {
namespace {

TEST(ShellQuotedTest, QuotesWhatAShellWouldRead) {
    EXPECT_EQ(shellQuoted("a/b-c_1.0:x=y"), "a/b-c_1.0:x=y");
    EXPECT_EQ(shellQuoted(""), "''");
    EXPECT_EQ(shellQuoted("$HOME"), "'$HOME'");
    EXPECT_EQ(shellQuoted("a'b"), "'a'\\''b'");
    EXPECT_EQ(shellQuoted("é"), "'é'");
}

TEST(CommandLineTest, LeavesOutWhatIsSoByDefault) {
    CommandLine line("study");
    line.path("--text", "");
    line.text("--device", "cpu", "cpu");
    line.number("--damping", 0.05, 0.05);
    line.list<int>("--bits", {4}, {4});
    line.sources("--calibration", {});
    line.flag("--force", false);
    EXPECT_EQ(line.line(), "salient study");
}

TEST(CommandLineTest, WritesNumbersInTheirShortestForm) {
    CommandLine line("study");
    line.number("--damping", 0.1, 0.05);
    line.number<uint64_t>("--seed", UINT64_MAX, 42);
    line.list<int64_t>("--group-sizes", {64, 0}, {128});
    EXPECT_EQ(line.line(), "salient study --damping 0.1 --seed 18446744073709551615 --group-sizes 64,0");
}

TEST(CommandLineTest, GivesEverySourceAWord) {
    CommandLine line("quantize");
    line.sources("--calibration", {"c4", "a, b.txt", "-c.txt"});
    line.path("-o", "-out");
    EXPECT_EQ(line.line(), "salient quantize --calibration c4 'a, b.txt' ./-c.txt -o ./-out");
}

} // namespace
} // namespace salient
