// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

namespace salient {

/// How codes of fewer bits than a word follow each other in little-endian 32-bit words, lowest bits first. The same for
/// 2, 4 and 8 bits.
enum class BitLayout {
    Dense,        ///< code i begins at bit i · bits, also across words (compressed-tensors from 0.18 on, GPTQ)
    WholePerWord, ///< 32 / bits codes in a word, the rest of its bits 0 (compressed-tensors before)
};

/// Words that `count` codes take.
int64_t wordsFor(BitLayout layout, int64_t count, int bits);

/// Dense; `words` has wordsFor(Dense, codes, bits) elements, the bits behind the last code become 0.
void packCodes(std::span<const uint8_t> codes, int bits, std::span<uint32_t> words);

/// Fills `codes` from words that may be unaligned.
void unpackCodes(const std::byte* words, BitLayout layout, int bits, std::span<uint8_t> codes);

} // namespace salient
