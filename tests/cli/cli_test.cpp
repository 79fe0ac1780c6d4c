// SPDX-License-Identifier: Apache-2.0
// The program from outside: what scripts and the window rely on.
#include "tests/support/environment_variable.h"
#include "tests/support/run_program.h"
#include "tests/support/temporary_folder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <csignal>

namespace salient {
namespace {

using Json = nlohmann::json;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

const std::filesystem::path kData = SALIENT_TEST_DATA;
const std::string kModel = (kData.parent_path().parent_path() / "resources" / "models" / "stories260K").string();

ProgramResult salient(const std::vector<std::string>& arguments) {
    return runSalient({.arguments = arguments, .input = "", .dataFolder = {}, .afterEach = {}});
}

Json lastEvent(const ProgramResult& result) {
    const auto lines = result.lines();
    return lines.empty() ? Json() : Json::parse(lines.back());
}

/// The result of a command that ends well with --json.
Json resultOf(std::vector<std::string> arguments) {
    arguments.emplace_back("--json");
    const ProgramResult result = salient(arguments);
    EXPECT_EQ(result.exitCode, 0) << result.errors;
    const Json last = lastEvent(result);
    EXPECT_EQ(last["event"], "finished");
    return last["result"];
}

Json reference() {
    return Json::parse(readWhole(kData / "stories260K_reference.json"));
}

// CLI11 alone takes "--json" for the text.
TEST(CliTest, NothingBehindTheEqualsSignIsAnEmptyText) {
    EXPECT_EQ(resultOf({"tokenize", kModel, "--text="})["ids"], Json({1}));
    EXPECT_EQ(resultOf({"tokenize", "--text=", kModel})["ids"], Json({1}));
    EXPECT_EQ(resultOf({"tokenize", kModel, "--text=a=b="}), resultOf({"tokenize", kModel, "--text", "a=b="}));
}

struct Wrong {
    std::vector<std::string> arguments;
    int exitCode;
    const char* mentions;
};
/// What GoogleTest prints for a case, in place of its bytes.
void PrintTo(const Wrong& value, std::ostream* stream) {
    for (const std::string& argument : value.arguments) {
        *stream << argument << ' ';
    }
}
class WrongCommandLines : public testing::TestWithParam<Wrong> {};

TEST_P(WrongCommandLines, AreOneSentenceAndAnExitCode) {
    const ProgramResult result = salient(GetParam().arguments);
    EXPECT_EQ(result.exitCode, GetParam().exitCode);
    EXPECT_EQ(result.output, "");
    EXPECT_THAT(result.errors, StartsWith("salient: "));
    EXPECT_THAT(result.errors, HasSubstr(GetParam().mentions));
    EXPECT_EQ(std::count(result.errors.begin(), result.errors.end(), '\n'), 1) << result.errors;
}

TEST_P(WrongCommandLines, AreAFailedEventWithJson) {
    auto arguments = GetParam().arguments;
    arguments.emplace_back("--json");
    const ProgramResult result = salient(arguments);
    EXPECT_EQ(result.exitCode, GetParam().exitCode);
    const Json last = lastEvent(result);
    EXPECT_EQ(last["event"], "failed");
    EXPECT_EQ(last["exit_code"], GetParam().exitCode);
    EXPECT_THAT(last["sentence"].get<std::string>(), HasSubstr(GetParam().mentions));
}

INSTANTIATE_TEST_SUITE_P(
    Usage, WrongCommandLines,
    testing::Values(
        Wrong{{}, 1, "a command"}, Wrong{{"lunch"}, 1, "lunch"}, Wrong{{"inspect"}, 1, "MODEL"},
        Wrong{{"inspect", kModel, "--colour"}, 1, "--colour"},
        Wrong{{"quantize", kModel, "--out", "x", "--bits", "4"}, 1, "--out (did you mean --output?)"},
        Wrong{{"quantize", kModel, "--sampels", "3"}, 1, "--sampels (did you mean --samples?)"},
        Wrong{{"inspect", kModel, "another"}, 1, "inspect takes no another"},
        Wrong{{"inspect", kModel, ""}, 1, "inspect takes no \"\";"},
        Wrong{{"quantize", kModel, "-o", "x", "--bits", "four"}, 1, "--bits: expected a whole number, found \"four\""},
        Wrong{{"quantize", kModel, "-o", "x", "--bits", "9"}, 1, "2 to 8 bits"},
        Wrong{{"quantize", kModel, "-o", "x", "--method", "magic"}, 1, "\"gptq\" or"},
        Wrong{{"quantize", kModel}, 1, "output folder"}, Wrong{{"evaluate", kModel}, 1, "--text"},
        Wrong{{"evaluate", kModel, "--text", "x", "--precision", "fp8"}, 1, "fp8"},
        Wrong{{"tokenize", kModel}, 1, "--text"},
        Wrong{{"tokenize", kModel, "--text", "a", "--file", "b"}, 1, "--text"},
        Wrong{{"logits", kModel, "--tokens", "1,x"}, 1, "with commas between them, found \"x\""},
        Wrong{{"logits", kModel, "--tokens", "1", "--device", "gpu"}, 1, "gpu"},
        Wrong{{"generate", kModel, "--prompt", "a", "--temperature", "-1"}, 1, "temperature"},
        Wrong{{"generate", kModel, "--prompt", "a", "--temperature", "hot"}, 1, "expected a number"},
        Wrong{{"preview", kModel, "--seed", "-1"}, 1, "0 or more, found \"-1\""}));

INSTANTIATE_TEST_SUITE_P(Input, WrongCommandLines,
                         testing::Values(Wrong{{"inspect", "/nowhere"}, 2, "/nowhere"},
                                         Wrong{{"quantize", "/nowhere", "-o", "x"}, 2, "/nowhere"},
                                         Wrong{{"evaluate", kModel, "--text", "/nowhere.txt"}, 2, "/nowhere.txt"},
                                         Wrong{{"evaluate", kModel, "--text", kModel}, 2, kModel.c_str()},
                                         Wrong{{"tokenize", "/nowhere", "--text", "a"}, 2, "/nowhere"},
                                         Wrong{{"detokenize", kModel, "--tokens", "512"}, 2, "512"},
                                         Wrong{{"logits", kModel, "--tokens", "512"}, 2, "512"},
                                         Wrong{{"verify", "/nowhere"}, 2, "/nowhere"}));

TEST(CliTest, HelpShowsExamplesAndEveryCommand) {
    const ProgramResult result = salient({"--help"});
    EXPECT_EQ(result.exitCode, 0);
    EXPECT_THAT(result.output, HasSubstr("Examples:"));
    for (const char* command :
         {"inspect", "quantize", "evaluate", "logits", "tokenize", "detokenize", "generate", "verify", "engine"}) {
        EXPECT_THAT(result.output, HasSubstr(command));
    }
    EXPECT_THAT(salient({"quantize", "--help"}).output, HasSubstr("--group-size"));
}

TEST(CliTest, VersionIsTheSameEverywhere) {
    const ProgramResult result = salient({"--version"});
    EXPECT_EQ(result.exitCode, 0);
    EXPECT_EQ(result.output, "salient " + resultOf({"version"})["version"].get<std::string>() + "\n");
}

TEST(CliTest, TokenizesAsTransformersDoesAndBack) {
    const Json result = resultOf({"tokenize", kModel, "--text", "Once upon a time"});
    EXPECT_EQ(result["ids"], Json({1, 403, 407, 261, 378})); // as stories260K_reference.json begins
    EXPECT_EQ(result["tokens"].size(), 5U);
    EXPECT_EQ(resultOf({"tokenize", kModel, "--text", "Once upon a time", "--no-special-tokens"})["ids"][0], 403);
    EXPECT_EQ(resultOf({"detokenize", kModel, "--tokens", "403,407,261,378"})["text"], "Once upon a time");
    EXPECT_EQ(salient({"detokenize", kModel, "--tokens", "403,407"}).output, "Once upon\n");
}

TEST(CliTest, TokenizesAFile) {
    const TemporaryFolder folder;
    const std::string file = folder.write("a.txt", "Once upon a time").string();
    EXPECT_EQ(resultOf({"tokenize", kModel, "--file", file}),
              resultOf({"tokenize", kModel, "--text", "Once upon a time"}));
}

TEST(CliTest, LogitsCoverTheVocabularyAndTheirTopIsTheLargest) {
    const Json result = resultOf({"logits", kModel, "--tokens", "1", "--top", "3"});
    const auto logits = result["logits"].get<std::vector<double>>();
    EXPECT_EQ(logits.size(), 512U);
    ASSERT_EQ(result["top"].size(), 3U);
    EXPECT_EQ(result["top"][0]["id"], reference()["greedy"]["tokens"][0]);
    EXPECT_EQ(result["top"][0]["logit"], *std::max_element(logits.begin(), logits.end()));
}

TEST(CliTest, GeneratesTheReferenceStory) {
    const Json expected = reference()["greedy"];
    const std::vector<std::string> arguments = {"generate", kModel, "--prompt", "", "--greedy", "--max-tokens", "120"};
    const Json result = resultOf(arguments);
    EXPECT_EQ(result["tokens"], expected["tokens"]);
    const std::string text = result["text"].get<std::string>();
    EXPECT_EQ(salient(arguments).output, text + "\n");
    EXPECT_THAT(text, HasSubstr("Once upon a time, there was a little girl named Lily."));
}

TEST(CliTest, EvaluateReportsEveryWindowAndTheResult) {
    const std::string text = (kData / "tinystories_100.txt").string();
    const ProgramResult run = salient(
        {"--json", "evaluate", kModel, "--text", text, "--context", "128", "--windows", "3", "--device", "cpu"});
    ASSERT_EQ(run.exitCode, 0) << run.errors;
    EXPECT_EQ(run.errors, "");
    const auto lines = run.lines();
    ASSERT_EQ(lines.size(), 4U);
    for (int window = 1; window <= 3; ++window) {
        const Json event = Json::parse(lines[window - 1]);
        EXPECT_EQ(event["event"], "perplexity_update");
        EXPECT_EQ(event["window"], window);
    }
    const Json result = lastEvent(run)["result"];
    EXPECT_EQ(result["windows"], 3);
    EXPECT_EQ(result["tokens"], 3 * 127);
    EXPECT_GT(result["perplexity"], 1.0);
    EXPECT_LT(result["perplexity"], 8.0);
    EXPECT_EQ(result["perplexity"], Json::parse(lines[2])["perplexity"]);
    EXPECT_EQ(result["device"], "cpu");
}

TEST(CliTest, WhatGoesToALogSaysHowFarItIs) {
    const std::vector<std::string> evaluate = {
        "evaluate", kModel, "--text", (kData / "tinystories_100.txt").string(), "--context", "128", "--windows", "3"};
    EXPECT_EQ(salient(evaluate).errors, "") << "short commands have nothing to say of their progress";
    const EnvironmentVariable every("SALIENT_PROGRESS_SECONDS", "0");
    const ProgramResult run = salient(evaluate);
    EXPECT_EQ(run.exitCode, 0);
    EXPECT_THAT(run.errors, HasSubstr(" 33 %  window 1/3  perplexity "));
    EXPECT_THAT(run.errors, HasSubstr("\n 67 %  window 2/3  perplexity "));
    EXPECT_THAT(run.errors, Not(HasSubstr("\x1b"))) << "a log has no cursor to move";
    EXPECT_EQ(salient({"evaluate", kModel, "--text", evaluate[3], "--windows", "1", "--json"}).errors, "");
}

TEST(CliTest, ALogsIntervalThatIsNoNumberIsSaid) {
    const EnvironmentVariable every("SALIENT_PROGRESS_SECONDS", "often");
    const ProgramResult run = salient({"inspect", kModel});
    EXPECT_EQ(run.exitCode, 0);
    EXPECT_EQ(run.errors,
              "Expected a whole number of seconds as SALIENT_PROGRESS_SECONDS, found \"often\". 30 are used.\n");
}

TEST(CliTest, QuantizesVerifiesAndKeepsTheRun) {
    const TemporaryFolder folder;
    const std::string out = (folder.path() / "out").string();
    const ProgramRun quantize{{"quantize", kModel, "-o", out, "--group-size", "32", "--samples", "8", "--length", "64",
                               "--holdout", "2", "--json"},
                              "",
                              folder.path() / "data",
                              {}};
    const ProgramResult run = runSalient(quantize);
    ASSERT_EQ(run.exitCode, 0) << run.errors;
    const Json result = lastEvent(run)["result"];
    const std::filesystem::path runFolder = result["run_folder"].get<std::string>();
    EXPECT_EQ(runFolder.parent_path(), folder.path() / "data" / "salient" / "runs");
    EXPECT_EQ(readWhole(runFolder / "events.jsonl"), run.output) << "the run folder holds what was shown";
    EXPECT_EQ(Json::parse(readWhole(runFolder / "result.json")), result);
    EXPECT_EQ(Json::parse(readWhole(runFolder / "recipe.json"))["calibration"]["samples"], 8);
    EXPECT_EQ(salient({"verify", out, "--against", kModel}).exitCode, 0);

    const ProgramResult again = runSalient(quantize);
    EXPECT_EQ(again.exitCode, 2) << "an output folder is never overwritten without --force";
    EXPECT_THAT(again.errors, HasSubstr("out exists already"));
}

TEST(CliTest, RecipeOfARunCanBeRepeatedWithChanges) {
    const TemporaryFolder folder;
    const std::string recipe =
        folder.write("r.json", Json{{"model", kModel}, {"bits", 3}, {"calibration", {{"samples", 4}}}}.dump()).string();
    const std::string out = (folder.path() / "model" / "none").string();
    // Bits of the flag, and what the file says of the rest: the output's parent folder is missing.
    EXPECT_THAT(salient({"quantize", "--recipe", recipe, "-o", out, "--bits", "11"}).errors, HasSubstr("found 11"));
    const std::string wrong = folder.write("w.json", R"({"bit":3})").string();
    const ProgramResult refused = salient({"quantize", "--recipe", wrong, "-o", out});
    EXPECT_EQ(refused.exitCode, 1);
    EXPECT_THAT(refused.errors, HasSubstr("w.json has the key \"bit\""));
}

TEST(CliTest, FirstInterruptEndsInOrderWithFive) {
    bool sent = false;
    const ProgramResult result = runSalient(
        {{"generate", kModel, "--prompt", "", "--max-tokens", "1000000", "--json"}, "", {}, [&](pid_t program) {
             if (!sent) {
                 ::kill(program, SIGINT);
                 sent = true;
             }
         }});
    EXPECT_EQ(result.exitCode, 5);
    EXPECT_EQ(lastEvent(result)["code"], "cancelled");
}

TEST(CliTest, EngineServesTheSameCommands) {
    const std::string request =
        Json{{"id", 1}, {"command", "tokenize"}, {"arguments", {{"model", kModel}, {"text", "Once"}}}}.dump();
    const ProgramResult result = runSalient({{"engine"}, "nonsense\n" + request + "\n", {}, {}});
    EXPECT_EQ(result.exitCode, 0);
    const auto lines = result.lines();
    ASSERT_EQ(lines.size(), 2U);
    EXPECT_EQ(Json::parse(lines[0])["event"], "failed");
    const Json finished = Json::parse(lines[1]);
    EXPECT_EQ(finished["id"], 1);
    EXPECT_EQ(finished["result"]["ids"], Json({1, 403}));
}

} // namespace
} // namespace salient
