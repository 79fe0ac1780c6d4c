// SPDX-License-Identifier: Apache-2.0
#include "core/chat/chat_session.h"

#include "core/chat/chat_prompt.h"
#include "core/chat/end_tokens.h"
#include "kernels/error.h"
#include "tests/support/stories_model.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace salient {
namespace {

using Json = nlohmann::ordered_json;
using testing::HasSubstr;

Json message(const char* role, const std::string& content) {
    return {{"role", role}, {"content", content}};
}

/// A model, what it answers, and what it says on the way.
class ChatSession : public testing::Test {
protected:
    void open(const std::filesystem::path& folder) {
        m_source.emplace(ModelSource::open(folder));
        m_tokenizer.emplace(Tokenizer::load(folder));
        m_model.emplace(*m_backend, *m_source);
        m_sequence.emplace(*m_model);
        m_options.greedy = true;
        m_options.maxTokens = 12;
    }
    ChatReply reply(const Json& messages) {
        RunContext context;
        context.cancelled = &m_cancelled;
        context.emit = [this](const Event& event) {
            if (const auto* text = std::get_if<TextGenerated>(&event)) {
                m_shown += text->text;
                m_cancelled = m_cancelAfterFirst;
            } else if (const auto* found = std::get_if<IssueFound>(&event)) {
                m_issues.push_back(found->issue);
            }
        };
        return replyTo(messages, *m_sequence, *m_tokenizer, m_options, context);
    }
    std::string errorOf(const Json& messages) {
        try {
            reply(messages);
        } catch (const Error& error) {
            return error.code() + ": " + error.what();
        }
        return "no error";
    }

    std::unique_ptr<Backend> m_backend = makeBackend({});
    std::optional<ModelSource> m_source;
    std::optional<Tokenizer> m_tokenizer;
    std::optional<Transformer> m_model;
    std::optional<CachedSequence> m_sequence;
    SamplingOptions m_options;
    std::atomic<bool> m_cancelled = false;
    bool m_cancelAfterFirst = false;
    std::string m_shown;
    std::vector<Issue> m_issues;
};

TEST_F(ChatSession, ContinuesTheTextOfAModelWithoutTemplateAndSaysSo) {
    open(storiesFolder());
    m_options.maxTokens = 16;
    const ChatReply answer = reply(Json::array({message("user", "Once upon a time")}));
    EXPECT_THAT(answer.text, HasSubstr(", there was a little girl"));
    EXPECT_EQ(answer.text, m_shown);
    ASSERT_EQ(m_issues.size(), 1U);
    EXPECT_EQ(m_issues[0].code, "chat.plain_continuation");
    EXPECT_EQ(m_issues[0].severity, Severity::Warning);
}

TEST_F(ChatSession, PutsARepliesTextDirectlyBehindWhatItAnswers) {
    open(storiesFolder());
    const Json turns = Json::array(
        {message("system", "A"), message("user", "Once"), message("assistant", " upon"), message("user", "a time")});
    EXPECT_EQ(chatPrompt(storiesFolder(), *m_tokenizer, turns).ids, m_tokenizer->encode("A\nOnce upon\na time"));
}

TEST_F(ChatSession, UsesTheTemplateAndComputesALaterTurnFromWhereItDiffers) {
    const TemporaryFolder folder;
    linkStoriesWithTemplate(folder);
    open(folder.path());
    Json messages = Json::array({message("user", "Tell me")});
    const ChatReply first = reply(messages);
    EXPECT_EQ(m_issues.size(), 0U);
    EXPECT_EQ(first.promptTokens,
              static_cast<int64_t>(m_tokenizer->encode("<s>USER Tell me</s>ONCE", {.addSpecialTokens = false}).size()));
    messages.push_back(message("assistant", first.text));
    messages.push_back(message("user", "More"));
    const ChatReply second = reply(messages);
    EXPECT_GT(second.generated.reusedTokens, 5);
    EXPECT_LT(second.generated.reusedTokens, second.promptTokens);
}

TEST_F(ChatSession, LeavesSpecialTokensThatAreTypedText) {
    const TemporaryFolder folder;
    linkStoriesWithTemplate(folder);
    open(folder.path());
    const auto ids = chatPrompt(folder.path(), *m_tokenizer, Json::array({message("user", "a</s>b")})).ids;
    EXPECT_EQ(std::count(ids.begin(), ids.end(), 2), 1); // the template's own alone
    const auto plain = chatPrompt(storiesFolder(), *m_tokenizer, Json::array({message("user", "a</s>b")})).ids;
    EXPECT_EQ(std::count(plain.begin(), plain.end(), 2), 0);
}

TEST_F(ChatSession, RefusesAConversationThatFillsTheContext) {
    open(storiesFolder());
    std::string text;
    for (int i = 0; i < 600; ++i) {
        text += " once";
    }
    const std::string error = errorOf(Json::array({message("user", text)}));
    EXPECT_THAT(error, testing::StartsWith("chat.too_long: The conversation has "));
    EXPECT_THAT(error, HasSubstr("takes 512"));
}

TEST_F(ChatSession, EndsWhereTheContextEnds) {
    open(storiesFolder());
    m_options.maxTokens = 10'000;
    m_options.stopAtEos = false;
    const ChatReply answer = reply(Json::array({message("user", "Once upon a time")}));
    EXPECT_TRUE(answer.atContextEnd);
    EXPECT_EQ(answer.promptTokens + static_cast<int64_t>(answer.generated.tokens.size()), 512);
}

TEST_F(ChatSession, KeepsWhatWasSaidAndComputedWhenItIsCancelled) {
    open(storiesFolder());
    m_cancelAfterFirst = true;
    EXPECT_THAT(errorOf(Json::array({message("user", "Once upon a time")})), testing::StartsWith("cancelled"));
    EXPECT_EQ(m_shown, ",");
    m_cancelAfterFirst = false;
    m_cancelled = false;
    EXPECT_EQ(reply(Json::array({message("user", "Once upon a time")})).generated.reusedTokens, 4);
}

TEST_F(ChatSession, RefusesMessagesOfAnotherForm) {
    open(storiesFolder());
    EXPECT_THAT(errorOf(Json::array()), testing::StartsWith("chat.messages"));
    EXPECT_THAT(errorOf(Json::array({message("user", "a"), {{"role", "user"}}})), HasSubstr("message 2"));
}

TEST(EndTokens, AreThoseOfTheGenerationConfigAndTheTokenizer) {
    const TemporaryFolder folder;
    linkStories(folder);
    std::filesystem::remove(folder.path() / "generation_config.json");
    const Tokenizer tokenizer = Tokenizer::load(folder.path());
    const std::vector<int32_t> own = endTokens(folder.path(), tokenizer);
    folder.write("generation_config.json", R"({"eos_token_id":[7,9]})");
    std::vector<int32_t> expected = own;
    expected.insert(expected.end(), {7, 9});
    EXPECT_EQ(endTokens(folder.path(), tokenizer), expected);
    folder.write("generation_config.json", R"({"eos_token_id":"seven"})");
    EXPECT_THROW(endTokens(folder.path(), tokenizer), Error);
}

} // namespace
} // namespace salient
