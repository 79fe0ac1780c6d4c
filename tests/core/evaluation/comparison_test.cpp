// SPDX-License-Identifier: Apache-2.0
#include "core/evaluation/comparison.h"

#include "core/calibration/calibration_data.h"
#include "core/quantize_model.h"
#include "core/tokenizer/tokenizer.h"
#include "tests/support/environment_variable.h"
#include "tests/support/error_code.h"
#include "tests/support/stories_model.h"

#include <gtest/gtest.h>

#include <cmath>

namespace salient {
namespace {

class Comparison : public testing::Test {
protected:
    void SetUp() override {
        m_ids = Tokenizer::load(storiesFolder()).encode(readTextFile(SALIENT_TEST_DATA "/tinystories_100.txt"));
    }

    std::filesystem::path rounded(int bits) const {
        Recipe recipe;
        recipe.model = storiesFolder();
        recipe.output = m_folder.path() / ("rtn" + std::to_string(bits));
        recipe.method = Method::Rtn;
        recipe.bits = bits;
        recipe.groupSize = 32;
        recipe.calibration.samples = 2;
        recipe.calibration.length = 64;
        recipe.holdoutSamples = 1;
        quantizeModel(recipe, {});
        return recipe.output;
    }
    ComparisonResult compare(const std::filesystem::path& other) const {
        const ModelSource first = ModelSource::open(storiesFolder());
        const ModelSource second = ModelSource::open(other);
        return compareOnText(*m_backend, first, second, m_ids, m_options, {});
    }

    TemporaryFolder m_folder;
    // A cache of each test's own, also when all run in one process.
    EnvironmentVariable m_cache{"SALIENT_CACHE_DIR", (m_folder.path() / "cache").string()};
    std::unique_ptr<Backend> m_backend = makeBackend({});
    std::vector<int32_t> m_ids;
    PerplexityOptions m_options{.context = 128, .windows = 4, .scored = {}};
};

TEST_F(Comparison, AModelIsNoDistanceFromItself) {
    const ComparisonResult result = compare(storiesFolder());
    EXPECT_NEAR(result.meanKl, 0.0, 1e-6); // up to how two sums over the vocabulary are rounded
    EXPECT_NEAR(result.largestKl, 0.0, 1e-5);
    EXPECT_EQ(result.sameTopToken, 1.0);
    EXPECT_EQ(result.rmsDeltaP, 0.0);
    EXPECT_EQ(result.first.perplexity, result.other.perplexity);
    EXPECT_EQ(result.tokens, 4 * 127);
}

TEST_F(Comparison, PerplexitiesAreThoseOfAnEvaluation) {
    const std::filesystem::path folder = rounded(4);
    const ComparisonResult result = compare(folder);
    const auto evaluated = [&](const std::filesystem::path& model) {
        const ModelSource source = ModelSource::open(model);
        Transformer transformer(*m_backend, source);
        return evaluatePerplexity(transformer, m_ids, m_options, {});
    };
    const PerplexityResult first = evaluated(storiesFolder());
    EXPECT_NEAR(result.first.perplexity, first.perplexity, 1e-9 * first.perplexity);
    EXPECT_NEAR(result.first.standardError, first.standardError, 1e-9);
    EXPECT_NEAR(result.other.perplexity, evaluated(folder).perplexity, 1e-9 * first.perplexity);
}

TEST_F(Comparison, PercentilesAreInOrderAndFewerBitsAreFurtherAway) {
    const ComparisonResult three = compare(rounded(3));
    const ComparisonResult four = compare(rounded(4));
    EXPECT_GT(three.meanKl, four.meanKl);
    EXPECT_LT(three.sameTopToken, four.sameTopToken);
    EXPECT_GT(three.rmsDeltaP, four.rmsDeltaP);
    EXPECT_LE(four.medianKl, four.kl90);
    EXPECT_LE(four.kl90, four.kl95);
    EXPECT_LE(four.kl95, four.kl99);
    EXPECT_LE(four.kl99, four.kl999);
    EXPECT_LE(four.kl999, four.largestKl);
    EXPECT_GT(four.meanKlError, 0.0);
}

TEST_F(Comparison, KeptStatesGiveTheSameNumbers) {
    const std::filesystem::path folder = rounded(4);
    const ComparisonResult first = compare(folder);
    const ComparisonResult again = compare(folder);
    EXPECT_FALSE(first.cached);
    EXPECT_TRUE(again.cached);
    EXPECT_EQ(first.meanKl, again.meanKl);
    EXPECT_EQ(first.first.perplexity, again.first.perplexity);
}

TEST_F(Comparison, TooShortATextIsRefused) {
    m_ids.resize(100);
    EXPECT_EQ(codeOf([&] { compare(storiesFolder()); }), "text.too_short");
}

} // namespace
} // namespace salient
