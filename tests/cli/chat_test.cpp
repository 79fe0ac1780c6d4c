// SPDX-License-Identifier: Apache-2.0
// `salient chat` and chatting through the engine, from outside.
#include "tests/support/run_program.h"
#include "tests/support/stories_model.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <csignal>

namespace salient {
namespace {

using Json = nlohmann::ordered_json;
using testing::HasSubstr;
using testing::StartsWith;

const std::string kStories = storiesFolder().string();

TEST(ChatTest, AnswersEachLineAndSaysOnceThatTheModelOnlyContinues) {
    const ProgramResult result =
        runSalient({{"chat", kStories, "--greedy", "--max-tokens", "16"}, "Once upon a time\n\nThe end.\n", {}, {}});
    EXPECT_EQ(result.exitCode, 0) << result.errors;
    EXPECT_EQ(result.lines().size(), 2U);
    EXPECT_THAT(result.output, StartsWith(", there was a little girl"));
    EXPECT_THAT(result.errors, StartsWith("warning: "));
    EXPECT_EQ(result.errors.find("warning"), result.errors.rfind("warning"));
}

TEST(ChatTest, SystemTextGoesFirstAndEventsAreJson) {
    const ProgramResult result = runSalient(
        {{"chat", kStories, "--json", "--greedy", "--max-tokens", "4", "--system", "Once upon"}, "a time\n", {}, {}});
    EXPECT_EQ(result.exitCode, 0);
    std::string text;
    for (const std::string& line : result.lines()) {
        const Json event = Json::parse(line);
        if (event["event"] == "text_generated") {
            text += event["text"].get<std::string>();
        }
    }
    const Json last = Json::parse(result.lines().back());
    EXPECT_EQ(last["event"], "finished");
    EXPECT_EQ(last["result"]["text"], text);
    EXPECT_EQ(last["result"]["tokens"], 4);
}

TEST(ChatTest, SaysAtOnceThatThereIsNoModel) {
    const ProgramResult result = runSalient({{"chat", "/nowhere"}, "", {}, {}});
    EXPECT_EQ(result.exitCode, 2);
    EXPECT_THAT(result.errors, StartsWith("salient: '/nowhere'"));
}

TEST(ChatTest, InterruptStopsTheReplyAndNotTheProgram) {
    const TemporaryFolder folder;
    linkStories(folder);
    Json config = Json::parse(readWhole(storiesFolder() / "config.json"));
    config["max_position_embeddings"] = 1'000'000; // so that the reply is never done
    config["eos_token_id"] = nullptr;
    for (const char* file : {"config.json", "generation_config.json", "tokenizer_config.json"}) {
        std::filesystem::remove(folder.path() / file);
    }
    folder.write("config.json", config.dump());
    bool sent = false;
    const ProgramResult result = runSalient(
        {{"chat", folder.path().string(), "--json", "--max-tokens", "900000"}, "Once\n", {}, [&](pid_t program) {
             if (!sent) {
                 ::kill(program, SIGINT);
                 sent = true;
             }
         }});
    EXPECT_EQ(result.exitCode, 0) << result.errors;
    EXPECT_EQ(Json::parse(result.lines().back())["code"], "cancelled");
}

} // namespace
} // namespace salient
