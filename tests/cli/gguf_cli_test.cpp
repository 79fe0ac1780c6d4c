// SPDX-License-Identifier: Apache-2.0
// `salient convert` to a GGUF file, from outside.
#include "core/gguf/gguf_reader.h"
#include "tests/support/run_program.h"
#include "tests/support/stories_model.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace salient {
namespace {

using testing::HasSubstr;

ProgramResult salient(const std::vector<std::string>& arguments) {
    return runSalient({.arguments = arguments, .input = "", .dataFolder = {}, .afterEach = {}});
}

class GgufCli : public testing::Test {
protected:
    std::string file() const { return (m_folder.path() / "stories.gguf").string(); }
    std::vector<std::string> command(const std::string& format) const {
        return {"convert", storiesFolder().string(), "-o", file(), "--format", format};
    }
    TemporaryFolder m_folder;
};

TEST_F(GgufCli, WritesAFileAndSaysWhatBecameOfTheLinears) {
    const ProgramResult shown = salient(command("gguf-q8_0"));
    ASSERT_EQ(shown.exitCode, 0) << shown.errors;
    EXPECT_THAT(shown.output, HasSubstr("from 16 bit      35"));
    EXPECT_THAT(shown.output, HasSubstr("bits per weight"));
    EXPECT_EQ(GgufReader(file()).tensors().size(), 47U);
}

TEST_F(GgufCli, AnExistingFileIsReplacedOnlyWithForce) {
    ASSERT_EQ(salient(command("gguf-f16")).exitCode, 0);
    const auto size = std::filesystem::file_size(file());
    EXPECT_EQ(salient(command("gguf-q4_0")).exitCode, 2);
    EXPECT_EQ(std::filesystem::file_size(file()), size);
    std::vector<std::string> forced = command("gguf-q4_0");
    forced.emplace_back("--force");
    EXPECT_EQ(salient(forced).exitCode, 0);
    EXPECT_LT(std::filesystem::file_size(file()), size);
}

TEST_F(GgufCli, TheResultIsJsonToo) {
    std::vector<std::string> arguments = command("gguf-q4_k");
    arguments.emplace_back("--json");
    const ProgramResult result = salient(arguments);
    ASSERT_EQ(result.exitCode, 0) << result.errors;
    const auto json = nlohmann::json::parse(result.lines().back())["result"];
    EXPECT_EQ(json["architecture"], "llama");
    EXPECT_EQ(json["linears"]["from_16_bit"], 35);
    EXPECT_THAT(json["notes"].dump(), HasSubstr("Q4_1 instead of Q4_K"));
}

TEST_F(GgufCli, HelpListsTheFormats) {
    const ProgramResult help = salient({"convert", "--help"});
    EXPECT_THAT(help.output, HasSubstr("gguf-q4_k"));
    EXPECT_THAT(help.output, HasSubstr("--run"));
}

} // namespace
} // namespace salient
