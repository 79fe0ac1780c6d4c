// SPDX-License-Identifier: Apache-2.0
#include "core/quantizers/block_statistics.h"
#include "tests/support/reference_quantization.h"

#include <gtest/gtest.h>

#include <cmath>

namespace salient {
namespace {

constexpr int64_t kLength = 32;    // tokens of one sequence
constexpr int64_t kTokens = 4096;  // 128 sequences
constexpr int64_t kPerChannel = 8; // Gram tokens per channel
constexpr LinearInput kInput = {LinearInput::Kind::Attention};

ModelConfig smallConfig() {
    ModelConfig config;
    config.hidden = 16;
    config.attention.heads = 2;
    config.attention.kvHeads = 2;
    config.attention.headDim = 8;
    config.mlp.intermediate = 24;
    config.layers.resize(1);
    return config;
}

class BlockStatisticsTest : public ::testing::Test {
protected:
    std::unique_ptr<Backend> m_backend = makeBackend({});
    ModelConfig m_config = smallConfig();
    Tensor m_x = testing::randomWeights(kTokens, m_config.hidden, 5);

    BlockStatistics observed(const BlockStatistics::Options& options, int64_t slice) {
        BlockStatistics statistics(*m_backend, m_config, options);
        statistics.reset(0);
        for (int64_t begin = 0; begin < kTokens; begin += slice) {
            statistics.observe(kInput, m_x.slice(begin, std::min(begin + slice, kTokens)));
        }
        statistics.complete();
        return statistics;
    }

    // Σ x_i x_j over the tokens that `taken` accepts.
    template <typename Taken>
    double product(int64_t i, int64_t j, const Taken& taken) const {
        double sum = 0.0;
        for (int64_t token = 0; token < kTokens; ++token) {
            const auto row = m_x.slice(token, token + 1).floats();
            sum += taken(token) ? static_cast<double>(row[static_cast<size_t>(i)]) * row[static_cast<size_t>(j)] : 0.0;
        }
        return sum;
    }

    static float at(const Tensor& matrix, int64_t i, int64_t j) {
        return matrix.floats()[static_cast<size_t>(i * matrix.columns() + j)];
    }
};

TEST_F(BlockStatisticsTest, WithoutASampleTheGramMatrixSeesEveryToken) {
    const BlockStatistics statistics = observed({}, 100);
    EXPECT_EQ(statistics.of(kInput).gramTokens, kTokens);
    for (const auto& [i, j] : {std::pair(0, 0), std::pair(3, 11), std::pair(15, 2)}) {
        const double expected = product(i, j, [](int64_t) { return true; });
        EXPECT_NEAR(at(statistics.of(kInput).gram, i, j), expected, 1e-4 * product(i, i, [](int64_t) { return true; }));
    }
}

TEST_F(BlockStatisticsTest, ASampleIsAsLargeAsAskedForAndDoesNotDependOnSlices) {
    BlockStatistics::Options options;
    options.totalTokens = kTokens;
    options.gramTokensPerChannel = kPerChannel;
    const BlockStatistics whole = observed(options, kTokens);
    const BlockStatistics sliced = observed(options, 100);
    EXPECT_NEAR(static_cast<double>(whole.of(kInput).gramTokens), static_cast<double>(kPerChannel * m_config.hidden),
                2.0);
    EXPECT_EQ(sliced.of(kInput).gramTokens, whole.of(kInput).gramTokens);
    EXPECT_EQ(whole.of(kInput).channels.tokens, kTokens) << "channel means are over all tokens";
    for (int64_t i = 0; i < m_config.hidden; ++i) {
        EXPECT_NEAR(at(sliced.of(kInput).gram, i, 3), at(whole.of(kInput).gram, i, 3),
                    1e-4F * at(whole.of(kInput).gram, i, i));
    }
}

// The first token of a sequence often has activations a thousand times larger: a sample must meet it as often as
// others.
TEST_F(BlockStatisticsTest, EveryPositionOfASequenceIsMetAlike) {
    for (int64_t token = 0; token < kTokens; ++token) {
        auto row = m_x.slice(token, token + 1).floats();
        std::ranges::fill(row, 0.0F);
        row[static_cast<size_t>(token % kLength % m_config.hidden)] = 1.0F;
    }
    BlockStatistics::Options options;
    options.totalTokens = kTokens;
    options.gramTokensPerChannel = kPerChannel * 4;
    const BlockStatistics statistics = observed(options, 512);
    const auto expected = static_cast<double>(statistics.of(kInput).gramTokens) / static_cast<double>(m_config.hidden);
    for (int64_t i = 0; i < m_config.hidden; ++i) {
        EXPECT_NEAR(at(statistics.of(kInput).gram, i, i), expected, 0.15 * expected) << "position " << i;
    }
}

TEST_F(BlockStatisticsTest, TheClipSampleIsEveryStepthTokenAcrossSlices) {
    BlockStatistics::Options options;
    options.clipStep = 7;
    const BlockStatistics statistics = observed(options, 100);
    const auto everySeventh = [](int64_t token) { return token % 7 == 0; };
    for (const auto& [i, j] : {std::pair(0, 0), std::pair(3, 11), std::pair(15, 2)}) {
        EXPECT_NEAR(at(statistics.of(kInput).clipGram, i, j), product(i, j, everySeventh),
                    1e-4 * product(i, i, everySeventh));
    }
    EXPECT_EQ(statistics.of(kInput).gramTokens, kTokens);
}

} // namespace
} // namespace salient
