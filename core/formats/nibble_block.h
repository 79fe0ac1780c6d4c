// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <utility>

namespace salient {

/// Eight words of eight nibbles, nibble 0 the lowest.
using NibbleBlock = std::array<uint32_t, 8>;
/// Two such blocks side by side, the first in the low halves.
using NibbleBlockPair = std::array<uint64_t, 8>;

/// Exchanges the nibbles of `mask` in the upper of two rows with those `shift` bits above in the lower one.
template <unsigned shift, uint64_t mask, size_t distance, typename Word>
void exchangeNibbles(std::array<Word, 8>& block) {
#pragma GCC unroll 8
    for (size_t row = 0; row < 8; ++row) {
        if ((row & distance) == 0) {
            Word& low = block[row];
            Word& high = block[row + distance];
            const Word exchanged = ((low >> shift) ^ high) & static_cast<Word>(mask);
            high ^= exchanged;
            low ^= exchanged << shift;
        }
    }
}

/// Nibble c of word r becomes nibble r of word c, in each block by itself: halves, quarters and eighths are exchanged
/// across the diagonal (Warren, Hacker's Delight, 7-3, with nibbles in place of bits).
template <typename Word>
void transpose(std::array<Word, 8>& block) {
    exchangeNibbles<16, 0x0000FFFF0000FFFFULL, 4>(block);
    exchangeNibbles<8, 0x00FF00FF00FF00FFULL, 2>(block);
    exchangeNibbles<4, 0x0F0F0F0F0F0F0F0FULL, 1>(block);
}

/// Nibble i of the word becomes byte i.
inline uint64_t nibblesToBytes(uint32_t word) {
    uint64_t bytes = word;
    bytes = (bytes | bytes << 16) & 0x0000FFFF0000FFFFULL;
    bytes = (bytes | bytes << 8) & 0x00FF00FF00FF00FFULL;
    return (bytes | bytes << 4) & 0x0F0F0F0F0F0F0F0FULL;
}

} // namespace salient
