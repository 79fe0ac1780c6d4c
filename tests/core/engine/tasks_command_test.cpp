// SPDX-License-Identifier: Apache-2.0
#include "core/engine/command_functions.h"
#include "tests/support/environment_variable.h"
#include "tests/support/error_code.h"
#include "tests/support/markup_check.h"
#include "tests/support/stories_model.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace salient {
namespace {

using Json = nlohmann::ordered_json;
using testing::HasSubstr;

constexpr const char* kChoices = R"({"context":"Once upon a","choices":["time","moon"],"gold":0}
{"context":"Lily was a little","choices":["girl","of"],"gold":1}
{"context":"The cat sat on the","choices":["mat","and"],"gold":0}
)";
constexpr const char* kQuestions = R"({"question":"1+1?","answer":"#### 2"}
{"question":"2+2?","answer":"#### 4"}
)";
constexpr const char* kPrograms = R"({"task_id":"a/0","prompt":"def f():\n","entry_point":"f"}
{"task_id":"a/1","prompt":"def g():\n","entry_point":"g"}
)";
constexpr const char* kDialogues = R"({"question_id":1,"category":"tales","turns":["Tell me.","More."]}
)";

class TasksCommand : public testing::Test {
protected:
    TasksCommand() { linkStoriesWithTemplate(m_chatModel); }

    Json run(const char* lines, Json arguments, const RunContext& context = {}) const {
        arguments["task"] = m_folder.write("task.jsonl", lines).string();
        arguments.emplace("model", storiesFolder().string());
        return Json::parse(tasksCommand(arguments.dump(), context));
    }
    std::string errorOf(const char* lines, const Json& arguments) const {
        return codeOf([&] { run(lines, arguments); });
    }
    std::string output() const { return (m_folder.path() / "out").string(); }

    TemporaryFolder m_folder;
    TemporaryFolder m_chatModel; ///< the same model with a chat template
    EnvironmentVariable m_cache{"SALIENT_CACHE_DIR", (m_folder.path() / "cache").string()};
};

TEST_F(TasksCommand, ScoresChoicesAndListsEveryItem) {
    const Json result = run(kChoices, {{"bos", true}});
    EXPECT_EQ(result["shape"], "choice");
    EXPECT_EQ(result["items"], 3);
    EXPECT_EQ(result["output"], Json());
    EXPECT_THAT(result["protocol"].get<std::string>(), HasSubstr("with the tokenizer's beginning"));
    const Json& model = result["models"].at(0);
    EXPECT_NEAR(model["accuracy"]["value"].get<double>(), 2.0 / 3.0, 1e-12);
    EXPECT_NEAR(model["accuracy"]["error"].get<double>(), 1.0 / 3.0, 1e-12);
    EXPECT_FALSE(model.contains("accuracy_change"));
    EXPECT_EQ(model["cut"], 0);
    ASSERT_EQ(model["items"].size(), 3U);
    EXPECT_EQ(model["items"][1]["line"], 2);
    EXPECT_EQ(model["items"][1]["gold"], 1);
    EXPECT_EQ(model["items"][1]["chosen"], 0);
    EXPECT_EQ(model["items"][1]["log_likelihoods"].size(), 2U);
}

TEST_F(TasksCommand, SetsFurtherModelsBesideTheFirst) {
    const Json result = run(kChoices, {{"others", {m_chatModel.path().string()}}});
    ASSERT_EQ(result["models"].size(), 2U);
    const Json& other = result["models"][1];
    EXPECT_EQ(other["model"], m_chatModel.path().string());
    EXPECT_EQ(other["accuracy_change"], (Json{{"value", 0.0}, {"error", 0.0}})); // the same weights
    EXPECT_EQ(other["items"], result["models"][0]["items"]);
}

TEST_F(TasksCommand, WritesJudgedItemsAsLines) {
    const Json result = run(kChoices, {{"limit", 2}, {"output", output()}});
    EXPECT_EQ(std::filesystem::weakly_canonical(result["output"].get<std::string>()),
              std::filesystem::weakly_canonical(output()));
    std::istringstream lines(readWhole(output()));
    std::string line;
    for (int number = 1; number <= 2; ++number) {
        ASSERT_TRUE(std::getline(lines, line));
        EXPECT_EQ(Json::parse(line)["line"], number);
        EXPECT_EQ(Json::parse(line)["model"], storiesFolder().string());
    }
    EXPECT_FALSE(std::getline(lines, line));
}

TEST_F(TasksCommand, JudgesAnswersToQuestions) {
    const Json model = run(kQuestions, {{"shots", 1}, {"max_tokens", 4}})["models"].at(0);
    EXPECT_EQ(model["items"].size(), 1U); // the first one is the example
    EXPECT_EQ(model["items"][0]["expected"], "4");
    EXPECT_TRUE(model["items"][0]["written"].is_string());
    EXPECT_TRUE(model.contains("exact_match_marked"));
    EXPECT_EQ(model["exact_match_last"]["error"], "inf"); // of one item
}

TEST_F(TasksCommand, QuestionsMayGoThroughTheChatTemplate) {
    const Json arguments = {{"model", m_chatModel.path().string()}, {"max_tokens", 4}, {"chat", true}};
    EXPECT_THAT(run(kQuestions, arguments)["protocol"].get<std::string>(), HasSubstr("chat template"));
    EXPECT_EQ(errorOf(kQuestions, {{"chat", true}}), "tasks.no_chat_template");
    EXPECT_EQ(errorOf(kChoices, {{"chat", true}}), "tasks.chat");
}

TEST_F(TasksCommand, WritesProgramsForAJudge) {
    const Json result = run(kPrograms, {{"max_tokens", 6}, {"output", output()}});
    EXPECT_THAT(result["protocol"].get<std::string>(), HasSubstr("nothing was run"));
    std::istringstream lines(readWhole(output()));
    std::string line;
    for (const char* id : {"a/0", "a/1"}) {
        ASSERT_TRUE(std::getline(lines, line));
        EXPECT_EQ(Json::parse(line)["task_id"], id);
        EXPECT_TRUE(Json::parse(line)["completion"].is_string());
    }
    EXPECT_EQ(errorOf(kPrograms, {}), "tasks.output");
    EXPECT_EQ(errorOf(kPrograms, {{"output", output() + "2"}, {"others", {storiesFolder().string()}}}),
              "tasks.one_model");
}

TEST_F(TasksCommand, WritesDialoguesSideBySide) {
    const std::string model = m_chatModel.path().string();
    const Json result =
        run(kDialogues, {{"model", model}, {"others", {model}}, {"max_tokens", 5}, {"output", output()}});
    EXPECT_EQ(result["models"][1]["replies"], 2);
    EXPECT_EQ(result["models"][1]["not_asked"], 0);
    const std::string sheet = readWhole(output());
    EXPECT_EQ(markupProblem(sheet), "");
    EXPECT_THAT(sheet, HasSubstr("1 · tales"));
    EXPECT_EQ(errorOf(kDialogues, {{"output", output() + "2"}}), "tasks.no_chat_template");
    EXPECT_FALSE(std::filesystem::exists(output() + "2"));
}

TEST_F(TasksCommand, CountsTurnsThatTheWindowHasNoRoomFor) {
    std::string words;
    for (int i = 0; i < 600; ++i) {
        words += " once";
    }
    const std::string line = R"({"question_id":1,"turns":["Tell me.",")" + words + R"("]})";
    const Json result =
        run(line.c_str(), {{"model", m_chatModel.path().string()}, {"max_tokens", 5}, {"output", output()}});
    EXPECT_EQ(result["models"][0]["replies"], 1);
    EXPECT_EQ(result["models"][0]["not_asked"], 1);
    EXPECT_THAT(readWhole(output()), HasSubstr("not asked"));
}

TEST_F(TasksCommand, AnOutputThatExistsStaysUnlessItMayBeReplaced) {
    m_folder.write("out", "mine");
    EXPECT_EQ(errorOf(kChoices, {{"output", output()}}), "output.exists");
    EXPECT_EQ(readWhole(output()), "mine");
    run(kChoices, {{"output", output()}, {"overwrite", true}});
    EXPECT_THAT(readWhole(output()), HasSubstr("log_likelihoods"));
    std::filesystem::create_directory(m_folder.path() / "folder");
    EXPECT_EQ(errorOf(kChoices, {{"output", (m_folder.path() / "folder").string()}, {"overwrite", true}}),
              "output.not_a_file");
}

TEST_F(TasksCommand, RefusesWhatItCannotDoBeforeAnyWork) {
    EXPECT_EQ(errorOf(kChoices, {{"max_tokens", -1}}), "tasks.max_tokens");
    EXPECT_EQ(errorOf(kChoices, {{"limits", 1}}), "arguments.unknown");
    EXPECT_EQ(codeOf([] { tasksCommand(R"({"model":"m"})", {}); }), "arguments.missing");
    std::filesystem::remove(m_chatModel.path() / "tokenizer.json");
    const Json noTokenizer = {{"others", {m_chatModel.path().string()}}};
    EXPECT_THAT(errorOf(kChoices, noTokenizer), testing::StartsWith("tokenizer."));
}

TEST_F(TasksCommand, TellsHowFarItIsAndStopsWhenAsked) {
    std::atomic<bool> cancelled = false;
    std::vector<Progress> seen;
    RunContext context;
    context.cancelled = &cancelled;
    context.emit = [&](const Event& event) {
        if (const auto* progress = std::get_if<Progress>(&event)) {
            seen.push_back(*progress);
        }
    };
    run(kChoices, {}, context);
    ASSERT_FALSE(seen.empty());
    EXPECT_EQ(seen.back().fraction, 1.0);
    EXPECT_EQ(seen.back().item, "item 3/3");
    cancelled = true;
    EXPECT_EQ(codeOf([&] { run(kChoices, {{"output", output()}}, context); }), "cancelled");
    EXPECT_FALSE(std::filesystem::exists(output()));
}

} // namespace
} // namespace salient
