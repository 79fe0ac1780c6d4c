// SPDX-License-Identifier: Apache-2.0
// The figures are those of transformers 5's logits processors in the order of `_get_logits_processor`, for the logits
// and the ids seen below.
#include "core/chat/sampler.h"

#include "kernels/error.h"

#include <gtest/gtest.h>

#include <cmath>
#include <map>
#include <utility>

namespace salient {
namespace {

const std::vector<float> kLogits = {2.0F, 1.0F, -1.0F, 0.5F, 3.0F, -0.5F, 0.0F, 2.5F};
const std::vector<int32_t> kSeen = {4, 2, 0};

SamplingOptions options(double penalty, double temperature, int64_t topK, double topP, double minP) {
    SamplingOptions o;
    o.repetitionPenalty = penalty;
    o.temperature = temperature;
    o.topK = topK;
    o.topP = topP;
    o.minP = minP;
    return o;
}

struct Case {
    SamplingOptions given;
    std::vector<std::pair<int32_t, double>> expected; ///< id and probability, the most likely first
};
/// What GoogleTest prints for a case, in place of its bytes.
void PrintTo(const Case& value, std::ostream* stream) {
    *stream << value.given.repetitionPenalty << ' ' << value.given.temperature << ' ' << value.given.topK << ' '
            << value.given.topP << ' ' << value.given.minP;
}
class SamplerCases : public testing::TestWithParam<Case> {};

TEST_P(SamplerCases, DrawFromWhatTransformersDrawsFrom) {
    Sampler sampler(GetParam().given);
    sampler.see(kSeen);
    const std::vector<TokenWeight> found = sampler.candidates(kLogits);
    double sum = 0.0;
    for (const TokenWeight& token : found) {
        sum += token.weight;
    }
    ASSERT_EQ(found.size(), GetParam().expected.size());
    for (size_t i = 0; i < found.size(); ++i) {
        EXPECT_EQ(found[i].id, GetParam().expected[i].first) << i;
        EXPECT_NEAR(found[i].weight / sum, GetParam().expected[i].second, 2e-6) << i;
    }
}

INSTANTIATE_TEST_SUITE_P(
    Sampler, SamplerCases,
    testing::Values(Case{options(1.0, 1.0, 0, 1.0, 0.0),
                         {{4, 0.436656},
                          {7, 0.264845},
                          {0, 0.160637},
                          {1, 0.059095},
                          {3, 0.035843},
                          {6, 0.02174},
                          {5, 0.013186},
                          {2, 0.007998}}},
                    Case{options(1.0, 0.7, 4, 1.0, 0.0), {{4, 0.559714}, {7, 0.274004}, {0, 0.134136}, {1, 0.032146}}},
                    Case{options(1.0, 1.0, 0, 0.8, 0.0), {{4, 0.50648}, {7, 0.307196}, {0, 0.186324}}},
                    Case{options(1.0, 1.0, 5, 0.9, 0.0), {{4, 0.50648}, {7, 0.307196}, {0, 0.186324}}},
                    Case{options(1.0, 1.0, 0, 1.0, 0.2), {{4, 0.50648}, {7, 0.307196}, {0, 0.186324}}},
                    Case{options(1.0, 2.0, 0, 1.0, 0.5), {{4, 0.419229}, {7, 0.326496}, {0, 0.254275}}},
                    Case{options(1.5, 1.0, 0, 1.0, 0.0),
                         {{7, 0.412101},
                          {4, 0.249952},
                          {0, 0.12833},
                          {1, 0.091952},
                          {3, 0.055772},
                          {6, 0.033827},
                          {5, 0.020517},
                          {2, 0.007548}}},
                    Case{options(1.5, 0.8, 6, 0.9, 0.1), {{7, 0.520497}, {4, 0.278602}, {0, 0.12108}, {1, 0.079821}}},
                    Case{options(0.5, 1.0, 3, 1.0, 0.0), {{4, 0.857977}, {0, 0.116115}, {7, 0.025909}}}));

TEST(Sampler, PenalisesRepetitionAlsoWhenGreedy) {
    SamplingOptions given = options(1.5, 1.0, 0, 1.0, 0.0);
    given.greedy = true;
    Sampler sampler(given);
    EXPECT_EQ(sampler.next(kLogits), 4);
    sampler.see(kSeen);
    EXPECT_EQ(sampler.next(kLogits), 7);
}

TEST(Sampler, DrawsAsOftenAsTheProbabilitiesSay) {
    Sampler sampler(options(1.0, 0.7, 4, 1.0, 0.0));
    std::map<int32_t, int> counts;
    constexpr int kDraws = 20'000;
    for (int i = 0; i < kDraws; ++i) {
        ++counts[sampler.next(kLogits)];
    }
    EXPECT_EQ(counts.size(), 4U);
    EXPECT_NEAR(counts[4], 0.559714 * kDraws, 300); // over four standard deviations
    EXPECT_NEAR(counts[1], 0.032146 * kDraws, 110);
}

TEST(Sampler, DrawsTheSameForTheSameSeed) {
    SamplingOptions given = options(1.0, 1.0, 0, 1.0, 0.0);
    given.seed = 7;
    Sampler first(given);
    Sampler second(given);
    for (int i = 0; i < 50; ++i) {
        ASSERT_EQ(first.next(kLogits), second.next(kLogits));
    }
}

class WrongSampling : public testing::TestWithParam<SamplingOptions> {};

TEST_P(WrongSampling, IsRefused) {
    EXPECT_THROW(Sampler{GetParam()}, Error);
}

INSTANTIATE_TEST_SUITE_P(Sampler, WrongSampling,
                         testing::Values(options(0.0, 1.0, 0, 1.0, 0.0), options(1.0, -1.0, 0, 1.0, 0.0),
                                         options(1.0, NAN, 0, 1.0, 0.0), options(1.0, 1.0, -1, 1.0, 0.0),
                                         options(1.0, 1.0, 0, 0.0, 0.0), options(1.0, 1.0, 0, 1.1, 0.0),
                                         options(1.0, 1.0, 0, 1.0, -0.1), options(1.0, 1.0, 0, 1.0, 1.1)));

} // namespace
} // namespace salient
