// SPDX-License-Identifier: Apache-2.0
#include "kernels/cpu/isa/vector_kernels.h"
#include "tests/support/reference_quantization.h"

#include <gtest/gtest.h>

namespace salient {
namespace {

struct Moved {
    std::vector<uint8_t> codes;
    std::vector<float> slope;
    double change = 0.0;

    bool operator==(const Moved&) const = default;
};

// The second group of four, from codes that are wrong, then all its columns by a step of the grid.
Moved movedBy(const VectorKernels& kernels, const Tensor& gram) {
    constexpr int64_t kIn = 92; // no multiple of any register
    constexpr int64_t kGroup = 23;
    const DescentGroup group{gram.floats().data() + kGroup * kIn, 3.0F, kIn, kGroup, kGroup};
    Moved moved;
    for (int64_t j = 0; j < kIn; ++j) {
        moved.slope.push_back(static_cast<float>(40 * (j % 7) - 110));
    }
    for (int64_t k = 0; k < kGroup; ++k) {
        moved.codes.push_back(static_cast<uint8_t>(k % 16));
    }
    moved.change = kernels.descent.moveCodes(group, {0.05F, 7.0F}, 15.0F, moved.codes.data(), moved.slope.data());
    const std::vector<float> moves(kGroup, 0.05F);
    kernels.descent.follow(group, moves.data(), moved.slope.data());
    return moved;
}

TEST(DescentKernels, GiveTheSameBitsOnEveryInstructionSet) {
    const Tensor gram = testing::randomGram(92, 200, 4);
    const Moved expected = movedBy(*runnableKernels().front(), gram);
    EXPECT_LT(expected.change, 0.0);
    for (const VectorKernels* kernels : runnableKernels()) {
        EXPECT_EQ(movedBy(*kernels, gram), expected) << kernels->name;
    }
}

} // namespace
} // namespace salient
