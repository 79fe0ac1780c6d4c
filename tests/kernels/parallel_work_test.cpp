// SPDX-License-Identifier: Apache-2.0
#include "kernels/parallel_work.h"

#include <gtest/gtest.h>

#include <atomic>
#include <stdexcept>
#include <vector>

namespace salient {
namespace {

TEST(ParallelWork, DoesEveryPieceOnce) {
    std::vector<std::atomic<int>> done(1000);
    inParallel(1000, [&](int64_t i) { ++done[static_cast<size_t>(i)]; });
    for (const auto& count : done) {
        EXPECT_EQ(count, 1);
    }
    inParallel(0, [](int64_t) { FAIL(); });
    EXPECT_GE(workerThreads(), 1);
}

TEST(ParallelWork, ThrowsWhatAPieceThrewAfterTheOthers) {
    std::atomic<int> done = 0;
    const auto work = [&](int64_t i) {
        if (i == 3) {
            throw std::runtime_error("piece 3");
        }
        ++done;
    };
    EXPECT_THROW(inParallel(50, work), std::runtime_error);
    EXPECT_EQ(done, 49);
}

} // namespace
} // namespace salient
