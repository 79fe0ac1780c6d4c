// SPDX-License-Identifier: Apache-2.0
// The rules one by one, on numbers done by hand; whole models are held to transformers in reference_models_test.cpp.
#include "core/model/expert_choice.h"

#include <gtest/gtest.h>

#include <cmath>

namespace salient {
namespace {

ExpertsSpec fourExperts() {
    ExpertsSpec spec;
    spec.count = 4;
    spec.perToken = 2;
    return spec;
}

// Logarithms, so that softmax gives the shares themselves.
Tensor sharesOf(const std::vector<float>& shares) {
    Tensor scores({1, static_cast<int64_t>(shares.size())}, DType::F32);
    for (size_t i = 0; i < shares.size(); ++i) {
        scores.floats()[i] = std::log(shares[i]);
    }
    return scores;
}

TEST(ExpertChoice, TakesTheLargestSharesAndKeepsThemAsWeights) {
    const auto chosen = chooseExperts(fourExperts(), sharesOf({0.1F, 0.4F, 0.2F, 0.3F}), {});
    EXPECT_TRUE(chosen[0].rows.empty());
    EXPECT_TRUE(chosen[2].rows.empty());
    ASSERT_EQ(chosen[1].rows.size(), 1U);
    EXPECT_NEAR(chosen[1].weights[0], 0.4F, 1e-6F);
    EXPECT_NEAR(chosen[3].weights[0], 0.3F, 1e-6F);
}

TEST(ExpertChoice, NormalizesToOneTimesTheFactor) {
    ExpertsSpec spec = fourExperts();
    spec.normalized = true;
    spec.factor = 2.0F;
    const auto chosen = chooseExperts(spec, sharesOf({0.1F, 0.4F, 0.2F, 0.3F}), {});
    EXPECT_NEAR(chosen[1].weights[0], 2.0F * 4.0F / 7.0F, 1e-6F);
    EXPECT_NEAR(chosen[3].weights[0], 2.0F * 3.0F / 7.0F, 1e-6F);
}

TEST(ExpertChoice, ACorrectionDecidesButDoesNotWeigh) {
    Tensor correction({4}, DType::F32);
    correction.floats()[0] = 1.0F;
    correction.floats()[1] = correction.floats()[2] = correction.floats()[3] = 0.0F;
    const auto chosen = chooseExperts(fourExperts(), sharesOf({0.1F, 0.4F, 0.2F, 0.3F}), correction);
    ASSERT_EQ(chosen[0].rows.size(), 1U);
    EXPECT_NEAR(chosen[0].weights[0], 0.1F, 1e-6F);
    EXPECT_TRUE(chosen[3].rows.empty());
}

TEST(ExpertChoice, StaysInTheBestGroups) {
    ExpertsSpec spec = fourExperts();
    spec.groups = 2;
    spec.topGroups = 1;
    const Tensor scores = sharesOf({0.3F, 0.1F, 0.28F, 0.32F});
    const auto byTwo = [&] {
        spec.groupScore = ExpertsSpec::GroupScore::TwoLargest;
        return chooseExperts(spec, scores, {});
    }();
    EXPECT_TRUE(byTwo[0].rows.empty());
    EXPECT_EQ(byTwo[2].rows.size(), 1U);
    EXPECT_EQ(byTwo[3].rows.size(), 1U);
}

TEST(ExpertChoice, TiesGoToTheFirst) {
    ExpertsSpec spec = fourExperts();
    spec.perToken = 1;
    const auto chosen = chooseExperts(spec, sharesOf({0.2F, 0.3F, 0.3F, 0.2F}), {});
    EXPECT_EQ(chosen[1].rows.size(), 1U);
    EXPECT_TRUE(chosen[2].rows.empty());
}

} // namespace
} // namespace salient
