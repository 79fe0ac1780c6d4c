// SPDX-License-Identifier: Apache-2.0
// `salient bench` from outside: commands of two words, their tables and what they refuse.
#include "tests/support/run_program.h"
#include "tests/support/stories_model.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <algorithm>

namespace salient {
namespace {

using Json = nlohmann::json;
using testing::HasSubstr;

ProgramResult bench(std::vector<std::string> arguments) {
    arguments.insert(arguments.begin(), "bench");
    return runSalient({.arguments = arguments, .input = "", .dataFolder = {}, .afterEach = {}});
}

const std::string& stories() {
    static const std::string folder = storiesFolder().string();
    return folder;
}

TEST(BenchCli, ModelPrintsATable) {
    const ProgramResult result =
        bench({"model", stories(), "--prompt", "8", "--decode", "2", "--history", "16", "--repeats", "1"});
    EXPECT_EQ(result.exitCode, 0) << result.errors;
    EXPECT_EQ(result.lines().size(), 7U) << result.output;
    EXPECT_THAT(result.output, HasSubstr("medians of 1"));
    EXPECT_THAT(result.output, HasSubstr("8 tokens in"));
    EXPECT_THAT(result.output, HasSubstr("behind 16 tokens, 16 of them reused"));
}

TEST(BenchCli, JsonMayStandAnywhere) {
    for (const std::vector<std::string>& arguments : {std::vector<std::string>{"--json", "load", stories()},
                                                      {"load", "--json", stories()},
                                                      {"load", stories(), "--json"}}) {
        auto once = arguments;
        once.insert(once.end(), {"--repeats", "1"});
        const ProgramResult result = bench(once);
        EXPECT_EQ(result.exitCode, 0) << result.errors;
        const Json last = Json::parse(result.lines().back());
        EXPECT_EQ(last["event"], "finished");
        EXPECT_GT(last["result"]["bytes"].get<int64_t>(), 0);
    }
}

TEST(BenchCli, LoadPrintsColdWarmAndTheDisk) {
    const ProgramResult result = bench({"load", stories(), "--repeats", "1"});
    EXPECT_EQ(result.exitCode, 0) << result.errors;
    for (const char* word : {"cold", "warm", "direct read", "posix_fadvise"}) {
        EXPECT_THAT(result.output, HasSubstr(word));
    }
}

TEST(BenchCli, KernelsPrintATablePerShape) {
    const ProgramResult result = bench({"kernels", "--shape", "512x1024", "--shape", "1024x512", "--rows", "1,4",
                                        "--group-size", "64", "--no-dense", "--repeats", "1"});
    EXPECT_EQ(result.exitCode, 0) << result.errors;
    EXPECT_EQ(result.lines().size(), 1U + 2 * 5) << result.output;
    EXPECT_THAT(result.output, HasSubstr("512 x 1024 (out x in), 4 bits, groups of 64"));
    EXPECT_THAT(result.output, HasSubstr("GFLOP/s"));
}

TEST(BenchCli, HelpNamesTheWords) {
    EXPECT_THAT(bench({"--help"}).output, HasSubstr("kernels"));
    EXPECT_THAT(bench({"kernels", "--help"}).output, HasSubstr("--group-size"));
    EXPECT_THAT(runSalient({.arguments = {"--help"}, .input = "", .dataFolder = {}, .afterEach = {}}).output,
                HasSubstr("model, load, kernels"));
}

struct Wrong {
    std::vector<std::string> arguments;
    int exitCode;
    std::string mentions;
};
/// What GoogleTest prints for a case, in place of its bytes.
void PrintTo(const Wrong& value, std::ostream* stream) {
    for (const std::string& argument : value.arguments) {
        *stream << argument << ' ';
    }
}
class WrongBench : public testing::TestWithParam<Wrong> {};

TEST_P(WrongBench, IsOneSentenceAndAnExitCode) {
    const ProgramResult result = bench(GetParam().arguments);
    EXPECT_EQ(result.exitCode, GetParam().exitCode);
    EXPECT_EQ(result.output, "");
    EXPECT_THAT(result.errors, HasSubstr(GetParam().mentions));
    EXPECT_EQ(std::count(result.errors.begin(), result.errors.end(), '\n'), 1) << result.errors;
}

INSTANTIATE_TEST_SUITE_P(
    Usage, WrongBench,
    testing::Values(Wrong{{}, 1, "salient bench is followed by a word: model, load, kernels"},
                    Wrong{{"lunch"}, 1, "salient bench takes no lunch"}, Wrong{{"model"}, 1, "MODEL"},
                    Wrong{{"kernels", "--row", "1"}, 1, "did you mean --rows?"},
                    Wrong{{"kernels", "--rows", "1,x"}, 1, "x"}, Wrong{{"kernels", "--rows", "0"}, 1, "found 0"},
                    Wrong{{"kernels", "--rows", "1", "--shape", "4096"}, 1, "OUTxIN"},
                    Wrong{{"kernels", "--bits", "1"}, 1, "2 to 8 bits"},
                    Wrong{{"kernels", stories(), "--group-size", "64"}, 1, "does not divide the 172 inputs"},
                    Wrong{{"kernels", "--repeats", "0"}, 1, "1000 repeats"},
                    Wrong{{"model", stories(), "--prompt", "513"}, 1, "than the 512 that the model takes"},
                    Wrong{{"model", stories(), "--history", "500"}, 1, "than the 512 that the model takes"}));

INSTANTIATE_TEST_SUITE_P(Input, WrongBench,
                         testing::Values(Wrong{{"model", "/nowhere"}, 2, "/nowhere"},
                                         Wrong{{"load", "/nowhere"}, 2, "/nowhere"},
                                         Wrong{{"kernels", "/nowhere"}, 2, "/nowhere"}));

INSTANTIATE_TEST_SUITE_P(Memory, WrongBench,
                         testing::Values(Wrong{{"kernels", "--shape", "1000000x1000000"}, 3, "of memory"}));

} // namespace
} // namespace salient
