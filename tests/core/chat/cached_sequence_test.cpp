// SPDX-License-Identifier: Apache-2.0
#include "core/chat/cached_sequence.h"

#include "core/chat/generate.h"
#include "tests/support/stories_model.h"

#include <gtest/gtest.h>

#include <stdexcept>

namespace salient {
namespace {

class CachedSequenceTest : public testing::Test {
protected:
    static SamplingOptions greedy(int64_t tokens) {
        SamplingOptions options;
        options.greedy = true;
        options.maxTokens = tokens;
        options.stopAtEos = false;
        return options;
    }
    GenerateResult continueWith(CachedSequence& sequence, const std::vector<int32_t>& prompt, int64_t tokens) {
        return generate(sequence, prompt, greedy(tokens), {}, [](int32_t) { return true; });
    }

    std::unique_ptr<Backend> m_backend = makeBackend({});
    ModelSource m_source = ModelSource::open(storiesFolder());
    Transformer m_model{*m_backend, m_source};
    const std::vector<int32_t> m_prompt = {1, 403, 407, 261, 378};
};

TEST_F(CachedSequenceTest, ComputesOnlyWhatIsNewAndAnswersTheSame) {
    CachedSequence sequence(m_model);
    const GenerateResult first = continueWith(sequence, m_prompt, 20);
    EXPECT_EQ(first.reusedTokens, 0);
    std::vector<int32_t> second = m_prompt;
    second.insert(second.end(), first.tokens.begin(), first.tokens.end());
    second.insert(second.end(), {261, 378, 403});
    CachedSequence fresh(m_model);
    const GenerateResult again = continueWith(sequence, second, 20);
    EXPECT_EQ(again.reusedTokens, 5 + 19); // the last token was drawn and not computed
    EXPECT_EQ(again.tokens, continueWith(fresh, second, 20).tokens);
}

TEST_F(CachedSequenceTest, ForgetsWhatComesAfterTheFirstDifference) {
    CachedSequence sequence(m_model);
    const GenerateResult first = continueWith(sequence, m_prompt, 10);
    std::vector<int32_t> changed = m_prompt;
    changed[3] = 300;
    const GenerateResult other = continueWith(sequence, changed, 10);
    EXPECT_EQ(other.reusedTokens, 3);
    CachedSequence fresh(m_model);
    EXPECT_EQ(other.tokens, continueWith(fresh, changed, 10).tokens);
    EXPECT_EQ(continueWith(sequence, m_prompt, 10).tokens, first.tokens);
}

TEST_F(CachedSequenceTest, ComputesTheLastTokenOfARepeatedPromptAgain) {
    CachedSequence sequence(m_model);
    const GenerateResult first = continueWith(sequence, m_prompt, 10);
    const GenerateResult again = continueWith(sequence, m_prompt, 10);
    EXPECT_EQ(again.reusedTokens, 4);
    EXPECT_EQ(again.tokens, first.tokens);
}

TEST_F(CachedSequenceTest, StaysWholeWhenItIsStoppedBetweenTwoBlocks) {
    CachedSequence sequence(m_model);
    const GenerateResult first = continueWith(sequence, m_prompt, 10);
    const size_t length = sequence.ids().size();
    int blocks = 0;
    const std::vector<int32_t> more = {300, 301, 302};
    EXPECT_THROW(sequence.append(more, [&] { ++blocks == 3 ? throw std::runtime_error("stop") : void(); }),
                 std::runtime_error);
    EXPECT_EQ(sequence.ids().size(), length);
    const GenerateResult again = continueWith(sequence, m_prompt, 10);
    EXPECT_EQ(again.tokens, first.tokens);
}

TEST_F(CachedSequenceTest, LooksUpBetweenAllBlocks) {
    CachedSequence sequence(m_model);
    int64_t calls = 0;
    sequence.append(m_prompt, [&] { ++calls; });
    EXPECT_EQ(calls, m_source.config().layerCount());
}

} // namespace
} // namespace salient
