// SPDX-License-Identifier: Apache-2.0
#include "core/quantizers/feedback_rounding.h"

#include "tests/support/reference_quantization.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>
#include <limits>

namespace salient {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

constexpr std::array<float, 6> kDiagonal = {1.0F, 3.0F, 2.0F, 2.0F, 5.0F, 0.0F};

TEST(ColumnOrder, GroupAwareMovesGroupsWholeAndSortsWithinThem) {
    EXPECT_THAT(columnOrder(kDiagonal, 2, ColumnOrder::GroupAware), ElementsAre(4, 5, 1, 0, 2, 3));
    EXPECT_THAT(columnOrder(kDiagonal, 3, ColumnOrder::GroupAware), ElementsAre(4, 3, 5, 1, 2, 0));
}

TEST(ColumnOrder, ActOrdersTakeTheLargestFirstAndTheFirstOfEquals) {
    EXPECT_THAT(columnOrder(kDiagonal, 2, ColumnOrder::Act), ElementsAre(4, 1, 2, 3, 0, 5));
    EXPECT_THAT(columnOrder(kDiagonal, 2, ColumnOrder::StaticAct), ElementsAre(4, 1, 2, 3, 0, 5));
}

TEST(ColumnOrder, AsIsHasNone) {
    EXPECT_THAT(columnOrder(kDiagonal, 2, ColumnOrder::AsIs), IsEmpty());
}

Tensor filled(int64_t in, float value) {
    Tensor gram({in, in}, DType::F32);
    std::ranges::fill(gram.floats(), value);
    return gram;
}

TEST(FeedbackFactor, KeepsTheDampingThatIsEnough) {
    const auto backend = makeBackend({});
    const auto factor = feedbackFactor(*backend, testing::randomGram(64, 200, 1), 32, {});
    ASSERT_TRUE(factor);
    EXPECT_EQ(factor->damping, FeedbackSettings().damping);
}

TEST(FeedbackFactor, DoublesTheDampingUntilThereIsAFactor) {
    const auto backend = makeBackend({});
    Tensor gram = Tensor::zeros({64, 64}, DType::F32);
    for (int64_t i = 0; i < 64; ++i) {
        gram.floats()[i * 64 + i] = 1.0F;
    }
    gram.floats()[1] = gram.floats()[64] = 1.5F; // an eigenvalue of −0.5
    const auto factor = feedbackFactor(*backend, gram, 32, {});
    ASSERT_TRUE(factor);
    EXPECT_EQ(factor->damping, 16 * FeedbackSettings().damping);
}

TEST(FeedbackFactor, AllTokensAlikeIsNoObstacle) {
    const auto backend = makeBackend({});
    EXPECT_TRUE(feedbackFactor(*backend, filled(48, 2.0F), 16, {}));
}

TEST(FeedbackFactor, ThereIsNoneOfNothing) {
    const auto backend = makeBackend({});
    EXPECT_FALSE(feedbackFactor(*backend, filled(16, 0.0F), 16, {}));
    EXPECT_FALSE(feedbackFactor(*backend, filled(16, std::numeric_limits<float>::infinity()), 16, {}));
    Tensor broken = testing::randomGram(16, 50, 1);
    broken.floats()[3] = broken.floats()[48] = std::numeric_limits<float>::quiet_NaN();
    EXPECT_FALSE(feedbackFactor(*backend, broken, 16, {}));
}

} // namespace
} // namespace salient
