// SPDX-License-Identifier: Apache-2.0
// What the program says before anything is quantised, from outside.
#include "tests/support/run_program.h"
#include "tests/support/stories_model.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <cstdio>
#include <sstream>

namespace salient {
namespace {

using Json = nlohmann::ordered_json;
using testing::HasSubstr;

const std::string kStories = storiesFolder().string();

ProgramResult salient(const std::vector<std::string>& arguments) {
    return runSalient({.arguments = arguments, .input = "", .dataFolder = {}, .afterEach = {}});
}

Json resultOf(std::vector<std::string> arguments) {
    arguments.emplace_back("--json");
    const ProgramResult result = salient(arguments);
    EXPECT_EQ(result.exitCode, 0) << result.errors;
    return Json::parse(result.lines().back())["result"];
}

/// Words of a command line as a shell reads them, without the program's name.
std::vector<std::string> shellWords(const std::string& commandLine) {
    std::vector<std::string> words;
    const std::string command = "for word in " + commandLine + "; do printf '%s\\n' \"$word\"; done";
    FILE* pipe = ::popen(command.c_str(), "r");
    std::string text;
    char buffer[4096];
    while (pipe != nullptr && std::fgets(buffer, sizeof buffer, pipe) != nullptr) {
        text += buffer;
    }
    ::pclose(pipe);
    std::istringstream lines(text);
    for (std::string line; std::getline(lines, line);) {
        words.push_back(line);
    }
    words.erase(words.begin());
    return words;
}

TEST(PlanningTest, ModelsAreATable) {
    const std::string root = storiesFolder().parent_path().string();
    const Json result = resultOf({"models", root});
    ASSERT_GE(result["models"].size(), 1U);
    const ProgramResult shown = salient({"models", root});
    EXPECT_EQ(shown.exitCode, 0);
    EXPECT_THAT(shown.output, HasSubstr("stories260K"));
    EXPECT_THAT(shown.output, HasSubstr("260 k"));
    EXPECT_THAT(shown.output, HasSubstr("looked in " + root));
}

TEST(PlanningTest, CommandLineOfAPlanMeansTheSameRecipe) {
    const TemporaryFolder folder;
    const std::string output = (folder.path() / "it's out").string();
    std::vector<std::string> arguments = {"plan",
                                          kStories,
                                          "-o",
                                          output,
                                          "--group-size",
                                          "32",
                                          "--mark",
                                          "model.layers.0.self_attn.o_proj=16",
                                          "--mark",
                                          "model.layers.1.self_attn.o_proj=16",
                                          "--samples",
                                          "5",
                                          "--calibration",
                                          "general:2",
                                          "code",
                                          "--no-clip"};
    const Json first = resultOf(arguments);
    std::vector<std::string> again = shellWords(first["command_line"]);
    EXPECT_EQ(again.front(), "quantize");
    again.front() = "plan";
    const Json second = resultOf(again);
    EXPECT_EQ(second["command_line"], first["command_line"]);
    EXPECT_EQ(second["layers"], first["layers"]);
    EXPECT_EQ(first["layers"][3]["reason"], "marked");
    EXPECT_TRUE(std::filesystem::is_empty(folder.path()));
}

TEST(PlanningTest, MarksOnTheCommandLineAreChecked) {
    EXPECT_THAT(salient({"plan", kStories, "--mark", "model.layers.0.mlp.down_proj"}).errors, HasSubstr("NAME=NUMBER"));
    const ProgramResult unknown = salient({"plan", kStories, "--mark", "nothing=16"});
    EXPECT_EQ(unknown.exitCode, 1);
    EXPECT_THAT(unknown.errors, HasSubstr("\"nothing\" meets no linear"));
    EXPECT_THAT(salient({"plan", kStories, "--mark", "nothing=7"}).errors, HasSubstr("nothing"));
}

TEST(PlanningTest, PreviewShowsTextAndCounts) {
    const ProgramResult shown = salient({"preview", kStories, "--samples", "2", "--length", "16", "--show", "1"});
    EXPECT_EQ(shown.exitCode, 0) << shown.errors;
    EXPECT_THAT(shown.output, HasSubstr("── 16 tokens"));
    EXPECT_THAT(shown.output, HasSubstr("general: 3 texts"));
    EXPECT_THAT(salient({"presets"}).output, HasSubstr("public domain"));
}

TEST(PlanningTest, FieldsOfAFile) {
    const TemporaryFolder folder;
    const std::string file = folder.write("a.jsonl", "{\"article\":\"words\"}\n").string();
    EXPECT_EQ(resultOf({"fields", file})["fields"][0]["name"], "article");
    EXPECT_EQ(salient({"fields", "/nowhere.jsonl"}).exitCode, 2);
}

} // namespace
} // namespace salient
