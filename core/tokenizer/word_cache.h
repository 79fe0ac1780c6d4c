// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace salient::tokenization {

/// A token of a word: bytes [begin, end) of it.
struct WordToken {
    int32_t id = 0;
    uint32_t begin = 0;
    uint32_t end = 0;
};

/// Remembers the tokens of words. Starts over when it is full, so it never takes more than a few megabytes.
/// Not for two threads at once.
class WordCache {
public:
    static constexpr size_t kLongestWord = 128; // bytes

    /// The tokens of a word, good until the next add().
    std::optional<std::span<const WordToken>> find(std::string_view word) const;
    /// Words over kLongestWord bytes are not kept. The word must not be there yet.
    void add(std::string_view word, std::span<const WordToken> tokens);

private:
    struct Slot {
        size_t hash = 0;
        uint32_t wordBegin = 0;
        uint32_t wordBytes = 0; // 0: free
        uint32_t tokenBegin = 0;
        uint32_t tokenCount = 0;
    };
    static constexpr size_t kSlots = size_t{1} << 16;

    const Slot& slotOf(std::string_view word, size_t hash) const;

    std::vector<Slot> m_slots; // [kSlots] once used; open addressing, linear probing
    std::string m_words;
    std::vector<WordToken> m_tokens;
    size_t m_count = 0;
};

} // namespace salient::tokenization
