// SPDX-License-Identifier: Apache-2.0
#include "kernels/cpu/weight_arena.h"

#include "tests/support/error_code.h"

#include <gtest/gtest.h>

#include <cstring>
#include <memory>
#include <vector>

namespace salient {
namespace {

TEST(WeightArena, PiecesAreAlignedApartAndOutliveTheArena) {
    const std::vector<int64_t> sizes{1, 64, 65, 3'000'000, 9'000'000, 0, 20'000'000, 5'000'000, 4'000'000, 100};
    std::vector<std::shared_ptr<std::byte>> pieces;
    {
        WeightArena arena;
        for (const int64_t size : sizes) {
            pieces.push_back(arena.take(size));
        }
    }
    for (size_t i = 0; i < sizes.size(); ++i) {
        EXPECT_EQ(reinterpret_cast<uintptr_t>(pieces[i].get()) % 64, 0U);
        std::memset(pieces[i].get(), static_cast<int>(i + 1), static_cast<size_t>(sizes[i]));
    }
    for (size_t i = 0; i < sizes.size(); ++i) {
        for (int64_t at = 0; at < sizes[i]; at += 4096) {
            ASSERT_EQ(pieces[i].get()[at], std::byte(i + 1)) << "piece " << i;
        }
    }
}

TEST(WeightArena, SaysWhenThereIsNoMemory) {
    WeightArena arena;
    EXPECT_EQ(codeOf([&] { arena.take(int64_t{1} << 60); }), "memory.weights");
}

} // namespace
} // namespace salient
