// SPDX-License-Identifier: Apache-2.0
#include "core/tasks/accuracy.h"

#include <gtest/gtest.h>

#include <cmath>

namespace salient {
namespace {

TEST(Accuracy, HasTheErrorOfAMeanOfZerosAndOnes) {
    const MeanOverItems result = accuracyOf({true, true, true, false});
    EXPECT_DOUBLE_EQ(result.mean, 0.75);
    EXPECT_DOUBLE_EQ(result.standardError, std::sqrt(0.75 * 0.25 / 3.0)); // p (1 − p) / (n − 1)
}

TEST(Accuracy, OfOneItemHasNoKnownError) {
    EXPECT_TRUE(std::isinf(accuracyOf({true}).standardError));
}

TEST(AccuracyChange, CountsOnlyItemsThatDiffer) {
    const MeanOverItems same = accuracyChange({true, false, true}, {true, false, true});
    EXPECT_EQ(same.mean, 0.0);
    EXPECT_EQ(same.standardError, 0.0);
    const MeanOverItems worse = accuracyChange({true, true, false, true}, {true, false, false, false});
    EXPECT_DOUBLE_EQ(worse.mean, -0.5);
    EXPECT_DOUBLE_EQ(worse.standardError, std::sqrt((4 * 0.25) / 3.0 / 4.0));
}

} // namespace
} // namespace salient
