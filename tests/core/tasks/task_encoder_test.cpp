// SPDX-License-Identifier: Apache-2.0
#include "core/tasks/task_encoder.h"

#include "tests/support/byte_tokenizer.h"
#include "tests/support/error_code.h"
#include "tests/support/stories_model.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace salient {
namespace {

using Ids = std::vector<int32_t>;

Ids joined(const TokenPair& pair) {
    Ids ids = pair.context;
    ids.insert(ids.end(), pair.continuation.begin(), pair.continuation.end());
    return ids;
}

/// Both ways to begin a text, on the embedded model's tokenizer, which puts a BOS before it.
class TaskEncoding : public testing::Test {
protected:
    Tokenizer m_tokenizer = Tokenizer::load(storiesFolder());
    TaskEncoder m_plain{m_tokenizer, false};
    TaskEncoder m_begun{m_tokenizer, true};
};

TEST_F(TaskEncoding, BeginsTextsOnlyWhenAsked) {
    EXPECT_EQ(m_plain.encode("Once upon"), m_tokenizer.encode("Once upon", {.addSpecialTokens = false}));
    EXPECT_EQ(m_begun.encode("Once upon"), m_tokenizer.encode("Once upon"));
    EXPECT_EQ(m_begun.encode("Once upon").front(), *m_tokenizer.bosId());
}

TEST_F(TaskEncoding, APairIsTheWholeTextCutBehindTheContextsTokens) {
    const TokenPair pair = m_begun.encodePair("Once upon", " a time", "here");
    EXPECT_EQ(pair.context, m_begun.encode("Once upon"));
    EXPECT_EQ(joined(pair), m_begun.encode("Once upon a time"));
}

TEST_F(TaskEncoding, SpacesAtTheEndOfAContextGoToTheContinuation) {
    const TokenPair pair = m_plain.encodePair("Once upon \n", "a time", "here");
    EXPECT_EQ(pair.context, m_plain.encode("Once upon"));
    EXPECT_EQ(joined(pair), m_plain.encode("Once upon \na time"));
}

TEST_F(TaskEncoding, ATokenAcrossTheBorderCountsForTheContextsLength) {
    const TokenPair pair = m_plain.encodePair("Once upon a ti", "me, there was", "here");
    const Ids whole = m_plain.encode("Once upon a time, there was");
    const Ids context = m_plain.encode("Once upon a ti");
    ASSERT_FALSE(std::equal(context.begin(), context.end(), whole.begin())); // "▁time" is one token
    EXPECT_EQ(pair.context, context);
    EXPECT_EQ(pair.continuation, Ids(whole.begin() + static_cast<std::ptrdiff_t>(context.size()), whole.end()));
}

TEST_F(TaskEncoding, AnEmptyContextIsTheBeginningToken) {
    for (const TaskEncoder& encoder : {m_plain, m_begun}) {
        const TokenPair pair = encoder.encodePair("", "Once", "here");
        EXPECT_EQ(pair.context, Ids{*m_tokenizer.bosId()});
        EXPECT_EQ(pair.continuation, m_tokenizer.encode("Once", {.addSpecialTokens = false}));
    }
}

TEST_F(TaskEncoding, RefusesAContextOfSpaces) {
    EXPECT_EQ(codeOf([&] { m_plain.encodePair("  ", "Once", "here"); }), "tasks.no_tokens");
}

TEST_F(TaskEncoding, RefusesAContinuationWithoutTokens) {
    EXPECT_EQ(codeOf([&] { m_plain.encodePair("Once", "", "here"); }), "tasks.no_tokens");
    EXPECT_EQ(codeOf([&] { m_plain.encodePair("", "", "here"); }), "tasks.no_tokens");
}

TEST(TaskEncodingWithoutBos, AnEmptyContextIsTheEndToken) {
    const TemporaryFolder folder;
    writeByteTokenizer(folder);
    const Tokenizer tokenizer = Tokenizer::load(folder.path());
    EXPECT_EQ(TaskEncoder(tokenizer, true).encodePair("", "a", "here").context, Ids{256});
    EXPECT_EQ(TaskEncoder(tokenizer, true).encode("a"), Ids{'a'}); // it puts nothing before a text
}

} // namespace
} // namespace salient
