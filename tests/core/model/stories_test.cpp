// SPDX-License-Identifier: Apache-2.0
// The embedded model against transformers; tests/tools/make_goldens.py made the figures.
#include "core/chat/generate.h"
#include "core/evaluation/perplexity.h"
#include "core/model/transformer.h"
#include "core/tokenizer/tokenizer.h"
#include "kernels/error.h"
#include "tests/support/logit_difference.h"
#include "tests/support/temporary_folder.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <filesystem>

namespace salient {
namespace {

const std::filesystem::path kData = SALIENT_TEST_DATA;

class Stories : public ::testing::Test {
protected:
    std::unique_ptr<Backend> m_backend = makeBackend({});
    ModelSource m_source =
        ModelSource::open(kData.parent_path().parent_path() / "resources" / "models" / "stories260K");
    Transformer m_model{*m_backend, m_source};
    nlohmann::json m_reference = nlohmann::json::parse(readWhole(kData / "stories260K_reference.json"));
};

TEST_F(Stories, Writes120TokensAsTransformersDoes) {
    const auto prompt = m_reference["greedy"]["prompt_ids"].get<std::vector<int32_t>>();
    const auto expected = m_reference["greedy"]["tokens"].get<std::vector<int32_t>>();
    ASSERT_EQ(expected.size(), 120U);
    SamplingOptions options;
    options.greedy = true;
    options.maxTokens = 120;
    options.stopAtEos = false;
    EXPECT_EQ(generate(m_model, prompt, options, {}, [](int32_t) { return true; }).tokens, expected);
}

TEST_F(Stories, GivesTheLogitsOfThePrompt) {
    const auto prompt = m_reference["logits"]["prompt_ids"].get<std::vector<int32_t>>();
    const auto expected = m_reference["logits"]["last_position"].get<std::vector<double>>();
    const Tensor hidden = m_model.hiddenStates(prompt);
    const Tensor logits = m_model.logits(hidden.slice(hidden.rows() - 1, hidden.rows()));
    EXPECT_LE(testing::relativeLogitDifference(logits, expected), 1e-4);
}

TEST_F(Stories, MeasuresThePerplexityThatTransformersMeasures) {
    const Tokenizer tokenizer = Tokenizer::load(m_source.folder());
    const auto ids = tokenizer.encode(readWhole(kData / "tinystories_100.txt"));
    std::vector<PerplexityUpdate> updates;
    RunContext context;
    context.emit = [&](const Event& event) {
        if (const auto* update = std::get_if<PerplexityUpdate>(&event)) {
            updates.push_back(*update);
        }
    };
    const PerplexityResult result = evaluatePerplexity(m_model, ids, {512, 0}, context);
    const double expected = m_reference["perplexity_windows"]["perplexity"].get<double>();
    EXPECT_EQ(result.tokens, m_reference["perplexity_windows"]["predictions"].get<int64_t>());
    EXPECT_NEAR(result.perplexity, expected, 1e-4 * expected);
    EXPECT_EQ(updates.size(), static_cast<size_t>(result.windows));
    EXPECT_GT(result.standardError, 0.0);
}

TEST_F(Stories, TokensThatAreNotScoredAreStillRead) {
    const auto all = Tokenizer::load(m_source.folder()).encode(readWhole(kData / "tinystories_100.txt"));
    const std::vector<int32_t> ids(all.begin(), all.begin() + 192);
    std::vector<uint8_t> scored(ids.size(), 0);
    std::fill(scored.begin() + 64, scored.begin() + 128, uint8_t{1});
    const PerplexityResult masked = evaluatePerplexity(m_model, ids, {.context = 64, .scored = scored}, {});
    const PerplexityResult second = evaluatePerplexity(m_model, std::span(ids).subspan(64, 64), {.context = 64}, {});
    EXPECT_EQ(masked.tokens, 63);
    EXPECT_DOUBLE_EQ(masked.perplexity, second.perplexity);
    // Half of a window: its first half is the context of what is scored, not left away.
    std::fill(scored.begin() + 64, scored.begin() + 96, uint8_t{0});
    const PerplexityResult half = evaluatePerplexity(m_model, ids, {.context = 64, .scored = scored}, {});
    EXPECT_EQ(half.tokens, 32);
    EXPECT_LT(half.perplexity,
              evaluatePerplexity(m_model, std::span(ids).subspan(96, 32), {.context = 32}, {}).perplexity);
}

TEST_F(Stories, RefusesToScoreNothing) {
    const std::vector<int32_t> ids(128, 5);
    const std::vector<uint8_t> none(128, 0);
    EXPECT_THROW(evaluatePerplexity(m_model, ids, {.context = 64, .scored = none}, {}), Error);
}

TEST_F(Stories, RefusesATextShorterThanAWindow) {
    const std::vector<int32_t> ids(100, 5);
    EXPECT_THROW(evaluatePerplexity(m_model, ids, {512, 0}, {}), Error);
}

} // namespace
} // namespace salient
