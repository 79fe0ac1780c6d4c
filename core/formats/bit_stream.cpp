// SPDX-License-Identifier: Apache-2.0
#include "core/formats/bit_stream.h"

#include "core/formats/nibble_block.h"

#include <algorithm>
#include <bit>
#include <cassert>
#include <cstring>

namespace salient {

namespace {

static_assert(std::endian::native == std::endian::little, "files and words are little-endian");

constexpr int kWordBits = 32;

void unpackNibbles(const std::byte* words, std::span<uint8_t> codes) {
    constexpr size_t kPerWord = 8;
    for (size_t i = 0; i < codes.size(); i += kPerWord) {
        uint32_t word = 0;
        std::memcpy(&word, words + i / 2, sizeof word);
        const uint64_t bytes = nibblesToBytes(word);
        std::memcpy(codes.data() + i, &bytes, std::min(kPerWord, codes.size() - i));
    }
}

void unpackDense(const std::byte* words, int bits, std::span<uint8_t> codes) {
    const uint64_t mask = (1U << bits) - 1;
    uint64_t buffer = 0;
    int buffered = 0;
    for (uint8_t& code : codes) {
        if (buffered < bits) {
            uint32_t word = 0;
            std::memcpy(&word, words, sizeof word);
            words += sizeof word;
            buffer |= static_cast<uint64_t>(word) << buffered;
            buffered += kWordBits;
        }
        code = static_cast<uint8_t>(buffer & mask);
        buffer >>= bits;
        buffered -= bits;
    }
}

void unpackWhole(const std::byte* words, int bits, std::span<uint8_t> codes) {
    const auto perWord = static_cast<size_t>(kWordBits / bits);
    const uint32_t mask = (1U << bits) - 1;
    for (size_t i = 0; i < codes.size(); ++i) {
        uint32_t word = 0;
        std::memcpy(&word, words + i / perWord * sizeof word, sizeof word);
        codes[i] = static_cast<uint8_t>(word >> (i % perWord * static_cast<size_t>(bits)) & mask);
    }
}

} // namespace

int64_t wordsFor(BitLayout layout, int64_t count, int bits) {
    if (layout == BitLayout::Dense) {
        return (count * bits + kWordBits - 1) / kWordBits;
    }
    const int64_t perWord = kWordBits / bits;
    return (count + perWord - 1) / perWord;
}

void packCodes(std::span<const uint8_t> codes, int bits, std::span<uint32_t> words) {
    assert(static_cast<int64_t>(words.size()) == wordsFor(BitLayout::Dense, static_cast<int64_t>(codes.size()), bits));
    uint64_t buffer = 0;
    int buffered = 0;
    size_t word = 0;
    for (const uint8_t code : codes) {
        buffer |= static_cast<uint64_t>(code) << buffered;
        buffered += bits;
        if (buffered >= kWordBits) {
            words[word++] = static_cast<uint32_t>(buffer);
            buffer >>= kWordBits;
            buffered -= kWordBits;
        }
    }
    if (buffered > 0) {
        words[word] = static_cast<uint32_t>(buffer);
    }
}

void unpackCodes(const std::byte* words, BitLayout layout, int bits, std::span<uint8_t> codes) {
    if (bits == 8) {
        std::memcpy(codes.data(), words, codes.size());
    } else if (bits == 4) {
        unpackNibbles(words, codes);
    } else if (layout == BitLayout::Dense) {
        unpackDense(words, bits, codes);
    } else {
        unpackWhole(words, bits, codes);
    }
}

} // namespace salient
