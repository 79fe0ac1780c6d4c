// SPDX-License-Identifier: Apache-2.0
// Chat templates from outside: `salient template` and `salient generate --chat` on the demonstration model, which has
// none of its own.
#include "tests/support/run_program.h"
#include "tests/support/temporary_folder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace salient {
namespace {

using Json = nlohmann::json;
using testing::HasSubstr;

const std::filesystem::path kData = SALIENT_TEST_DATA;
const std::filesystem::path kModel = kData.parent_path().parent_path() / "resources" / "models" / "stories260K";

class ChatCli : public testing::Test {
protected:
    void SetUp() override {
        std::filesystem::copy(kModel, m_model);
        std::ofstream(m_model / "chat_template.jinja")
            << "{% for m in messages %}{{ m.role }}: {{ m.content }}\n{% endfor %}"
               "{% for tool in tools or [] %}tool {{ tool.name }}\n{% endfor %}"
               "{% if add_generation_prompt %}assistant:{% endif %}";
        m_messages = m_folder.write("messages.json", R"([{"role": "user", "content": "Once upon a time"}])").string();
    }

    static ProgramResult salient(const std::vector<std::string>& arguments) {
        return runSalient({.arguments = arguments, .input = "", .dataFolder = {}, .afterEach = {}});
    }

    static Json resultOf(std::vector<std::string> arguments) {
        arguments.emplace_back("--json");
        const ProgramResult result = salient(arguments);
        EXPECT_EQ(result.exitCode, 0) << result.errors;
        return result.lines().empty() ? Json() : Json::parse(result.lines().back())["result"];
    }

    TemporaryFolder m_folder;
    std::filesystem::path m_model = m_folder.path() / "model";
    std::string m_messages;
};

TEST_F(ChatCli, TemplateWritesTheConversationWithAndWithoutTheAnswersBeginning) {
    const std::vector<std::string> arguments = {"template", m_model.string(), "--messages", m_messages};
    const ProgramResult text = salient(arguments);
    EXPECT_EQ(text.exitCode, 0) << text.errors;
    EXPECT_EQ(text.output, "user: Once upon a time\nassistant:\n");
    EXPECT_EQ(text.errors, "");
    auto closed = arguments;
    closed.emplace_back("--no-generation-prompt");
    EXPECT_EQ(salient(closed).output, "user: Once upon a time\n\n");
}

TEST_F(ChatCli, TemplateMarksWhatTheUserWroteAndNamesItsOrigin) {
    const Json result = resultOf({"template", m_model.string(), "--messages", m_messages});
    EXPECT_THAT(result["template"].get<std::string>(), HasSubstr("chat_template.jinja"));
    std::string fromUser;
    for (const Json& segment : result["segments"]) {
        fromUser += segment["from_user"].get<bool>() ? segment["text"].get<std::string>() : "";
    }
    EXPECT_THAT(fromUser, HasSubstr("Once upon a time"));
    EXPECT_EQ(fromUser.find("assistant:"), std::string::npos);
}

TEST_F(ChatCli, TemplateGivesTheIdsOfItsText) {
    const Json ids = resultOf({"template", m_model.string(), "--messages", m_messages, "--ids"})["ids"];
    const Json text =
        resultOf({"tokenize", m_model.string(), "--text", "user: Once upon a time\nassistant:", "--no-special-tokens"});
    EXPECT_EQ(ids, text["ids"]);
}

TEST_F(ChatCli, TemplateTakesToolsFromTheConversationOrAFileOfTheirOwn) {
    const std::string both =
        m_folder
            .write("both.json", R"({"messages": [{"role": "user", "content": "Hi"}], "tools": [{"name": "clock"}]})")
            .string();
    const std::string tools = m_folder.write("tools.json", R"([{"name": "weather"}])").string();
    EXPECT_EQ(salient({"template", m_model.string(), "--messages", both}).output, "user: Hi\ntool clock\nassistant:\n");
    EXPECT_EQ(salient({"template", m_model.string(), "--messages", both, "--tools", tools}).output,
              "user: Hi\ntool weather\nassistant:\n");
}

TEST_F(ChatCli, TemplateRefusesWhatIsNoConversationInOneSentence) {
    const std::string number = m_folder.write("number.json", "7").string();
    const std::string broken = m_folder.write("broken.json", "[{").string();
    for (const std::string& file : {number, broken, std::string("/nowhere.json")}) {
        const ProgramResult result = salient({"template", m_model.string(), "--messages", file});
        EXPECT_EQ(result.exitCode, 2) << file;
        EXPECT_EQ(std::count(result.errors.begin(), result.errors.end(), '\n'), 1) << result.errors;
    }
}

TEST_F(ChatCli, GenerateAnswersTheRenderedPrompt) {
    const std::vector<std::string> sampling = {"--greedy", "--max-tokens", "4"};
    std::vector<std::string> chat = {"generate", m_model.string(), "--prompt", "Once upon a time", "--chat"};
    chat.insert(chat.end(), sampling.begin(), sampling.end());
    const Json result = resultOf(chat);
    EXPECT_EQ(result["prompt_tokens"],
              resultOf({"template", m_model.string(), "--messages", m_messages, "--ids"})["ids"]);
    EXPECT_FALSE(result["tokens"].empty());
    EXPECT_EQ(salient(chat).output, result["text"].get<std::string>() + "\n");
}

TEST_F(ChatCli, EvaluateScoresOnlyTheAnswersOfConversations) {
    std::string lines;
    for (int i = 0; i < 20; ++i) {
        lines += R"({"messages": [{"role": "user", "content": "Tell me a story."}, )"
                 R"({"role": "assistant", "content": "Once upon a time, there was a little girl named Lily."}]})"
                 "\n";
    }
    const std::string file = m_folder.write("chats.jsonl", lines).string();
    const std::vector<std::string> all = {"evaluate", m_model.string(), "--text", file, "--context", "128"};
    auto answers = all;
    answers.emplace_back("--completion-only");
    const Json scored = resultOf(answers);
    EXPECT_LT(scored["tokens"].get<int64_t>(), scored["windows"].get<int64_t>() * 127);
    EXPECT_GT(scored["tokens"].get<int64_t>(), 0);
    EXPECT_LT(scored["perplexity"].get<double>(), resultOf(all)["perplexity"].get<double>());
    EXPECT_THAT(scored["protocol"].get<std::string>(), HasSubstr("only the tokens of answers"));
    const std::string plain = m_folder.write("plain.txt", "Once upon a time. No one asked.").string();
    const ProgramResult refused = salient({"evaluate", m_model.string(), "--text", plain, "--completion-only"});
    EXPECT_EQ(refused.exitCode, 2);
    EXPECT_THAT(refused.errors, HasSubstr("conversations"));
}

TEST_F(ChatCli, AModelWithoutATemplateIsWarnedAboutOnceAndAnswersAllTheSame) {
    const ProgramResult result =
        salient({"generate", kModel.string(), "--prompt", "Hi", "--chat", "--greedy", "--max-tokens", "2"});
    EXPECT_EQ(result.exitCode, 0);
    EXPECT_THAT(result.errors, HasSubstr("template"));
    EXPECT_EQ(std::count(result.errors.begin(), result.errors.end(), '\n'), 1) << result.errors;
}

} // namespace
} // namespace salient
