// SPDX-License-Identifier: Apache-2.0
#include "core/tasks/greedy_writer.h"

#include "tests/support/error_code.h"
#include "tests/support/stories_model.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace salient {
namespace {

class GreedyWriting : public testing::Test {
protected:
    WrittenText write(const std::string& prompt, const WritingLimits& limits) {
        return m_writer.write(m_tokenizer.encode(prompt), limits, {});
    }

    std::unique_ptr<Backend> m_backend = makeBackend({});
    ModelSource m_source = ModelSource::open(storiesFolder());
    Tokenizer m_tokenizer = Tokenizer::load(storiesFolder());
    Transformer m_model{*m_backend, m_source};
    GreedyWriter m_writer{m_model, m_tokenizer};
};

TEST_F(GreedyWriting, GoesOnWithTheMostLikelyText) {
    const WrittenText written = write("Once upon a", {.maxTokens = 8, .stops = {}});
    EXPECT_THAT(written.text, testing::StartsWith(" time, there was"));
    EXPECT_EQ(written.tokens, 8);
    EXPECT_TRUE(written.unfinished);
}

TEST_F(GreedyWriting, EndsBeforeTheFirstStop) {
    const WrittenText written = write("Once upon a", {.maxTokens = 40, .stops = {"was a", "there", "never"}});
    EXPECT_EQ(written.text, " time, ");
    EXPECT_FALSE(written.unfinished);
    EXPECT_LT(written.tokens, 10); // nothing is computed behind it
}

TEST_F(GreedyWriting, WritesTheSameBehindAPromptThatItKnows) {
    const WritingLimits limits{.maxTokens = 12, .stops = {}};
    const std::string alone = write("Once upon a time, there was a little boy", limits).text;
    write("Once upon a time, there was a big dog", limits);
    EXPECT_EQ(write("Once upon a time, there was a little boy", limits).text, alone);
}

TEST_F(GreedyWriting, EndsAtTheModelsWindow) {
    std::vector<int32_t> prompt(510, m_tokenizer.encode("once", {.addSpecialTokens = false}).front());
    const WrittenText written = m_writer.write(prompt, {.maxTokens = 100, .stops = {}}, {});
    EXPECT_LE(written.tokens, 2);
}

TEST_F(GreedyWriting, EndsAtAnEndTokenWithoutSpellingIt) {
    const TemporaryFolder folder;
    linkStories(folder);
    std::filesystem::remove(folder.path() / "generation_config.json");
    const int32_t comma = m_tokenizer.encode("Once upon a time,").back();
    folder.write("generation_config.json", "{\"eos_token_id\":" + std::to_string(comma) + "}");
    const ModelSource source = ModelSource::open(folder.path());
    Transformer model(*m_backend, source);
    const WrittenText written =
        GreedyWriter(model, m_tokenizer).write(m_tokenizer.encode("Once upon a"), {.maxTokens = 40}, {});
    EXPECT_EQ(written.text, " time");
    EXPECT_FALSE(written.unfinished);
}

TEST_F(GreedyWriting, PromptsKeepTheEndThatLeavesRoomForTheReply) {
    std::vector<int32_t> prompt(600);
    for (size_t i = 0; i < prompt.size(); ++i) {
        prompt[i] = static_cast<int32_t>(i);
    }
    EXPECT_EQ(m_writer.window(), 512);
    EXPECT_EQ(m_writer.fit(prompt, 100).size(), 412U);
    EXPECT_EQ(m_writer.fit(prompt, 100).back(), 599);
    EXPECT_EQ(m_writer.fit(prompt, 10'000).size(), 256U); // half the window
    EXPECT_EQ(m_writer.fit(std::span(prompt).first(20), 100).size(), 20U);
}

TEST_F(GreedyWriting, RefusesAPromptWithoutTokens) {
    EXPECT_EQ(codeOf([&] { m_writer.write({}, {}, {}); }), "generate.empty_prompt");
}

} // namespace
} // namespace salient
