// SPDX-License-Identifier: Apache-2.0
#include "core/bench/memory_speed.h"

#include "kernels/error.h"

#include <gtest/gtest.h>

#include <atomic>

namespace salient {
namespace {

TEST(MemorySpeed, BuffersAreBeyondTheCaches) {
    EXPECT_GE(lastLevelCacheBytes(), 64 << 10);
    EXPECT_EQ(bytesBeyondCaches(), 4 * lastLevelCacheBytes());
    EXPECT_GE(benchThreads(), 1);
}

TEST(MemorySpeed, IsPositiveAndCanBeCancelled) {
    ReadSpeed memory;
    EXPECT_GT(memory.gbPerSecond(RunContext{}), 0.0);
    const std::atomic<bool> cancelled = true;
    EXPECT_THROW(memory.gbPerSecond(RunContext{.cancelled = &cancelled}), Error);
}

} // namespace
} // namespace salient
