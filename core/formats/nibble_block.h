// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <utility>

namespace salient {

/// Eight words of eight nibbles, nibble 0 the lowest.
using NibbleBlock = std::array<uint32_t, 8>;

/// Nibble c of word r becomes nibble r of word c: halves, quarters and eighths are exchanged across the diagonal
/// (Warren, Hacker's Delight, 7-3, with nibbles in place of bits).
inline void transpose(NibbleBlock& block) {
    struct Step {
        unsigned shift;
        uint32_t mask;
        size_t distance;
    };
    for (const Step step : {Step{16, 0x0000FFFF, 4}, Step{8, 0x00FF00FF, 2}, Step{4, 0x0F0F0F0F, 1}}) {
        for (size_t row = 0; row < 8; ++row) {
            if ((row & step.distance) == 0) {
                uint32_t& low = block[row];
                uint32_t& high = block[row + step.distance];
                const uint32_t exchanged = ((low >> step.shift) ^ high) & step.mask;
                high ^= exchanged;
                low ^= exchanged << step.shift;
            }
        }
    }
}

/// Nibble i of the word becomes byte i.
inline uint64_t nibblesToBytes(uint32_t word) {
    uint64_t bytes = word;
    bytes = (bytes | bytes << 16) & 0x0000FFFF0000FFFFULL;
    bytes = (bytes | bytes << 8) & 0x00FF00FF00FF00FFULL;
    return (bytes | bytes << 4) & 0x0F0F0F0F0F0F0F0FULL;
}

} // namespace salient
