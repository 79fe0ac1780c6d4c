// SPDX-License-Identifier: Apache-2.0
#include "core/bench/timing.h"

#include "kernels/error.h"

#include <gtest/gtest.h>

#include <atomic>

namespace salient {
namespace {

TEST(Timing, OfAnOddNumberIsTheMiddleOne) {
    const Timing timing = timingOf({9.0, 1.0, 2.0});
    EXPECT_EQ(timing.median, 2.0);
    EXPECT_EQ(timing.best, 1.0);
    EXPECT_EQ(timing.samples, 3);
}

TEST(Timing, OfAnEvenNumberLiesBetweenTheMiddleTwo) {
    EXPECT_EQ(timingOf({8.0, 1.0, 2.0, 3.0}).median, 2.5);
}

TEST(Timing, OfNothingIsZero) {
    EXPECT_EQ(timingOf({}).median, 0.0);
    EXPECT_EQ(timingOf({}).samples, 0);
}

TEST(Timing, RatesAreAmountsPerSecondAndZeroForNoTime) {
    EXPECT_DOUBLE_EQ(gigaPerSecond(5e9, 2.0), 2.5);
    EXPECT_EQ(gigaPerSecond(5e9, 0.0), 0.0);
    EXPECT_DOUBLE_EQ(perSecond(128, 0.5), 256.0);
    EXPECT_EQ(perSecond(128, 0.0), 0.0);
}

TEST(Measure, WarmsUpAndTakesAsManySamplesAsAsked) {
    int64_t calls = 0;
    const Timing timing = measure([&] { ++calls; }, 3, RunContext{});
    EXPECT_EQ(timing.samples, 3);
    EXPECT_EQ((calls - 1) % 3, 0); // samples are alike, and the warm-up is none of them
    EXPECT_GT(calls, 3);
}

TEST(Measure, EndsWhenItIsCancelled) {
    const std::atomic<bool> cancelled = true;
    const RunContext context{.cancelled = &cancelled};
    int calls = 0;
    EXPECT_THROW(measure([&] { ++calls; }, 3, context), Error);
    EXPECT_EQ(calls, 1);
}

} // namespace
} // namespace salient
