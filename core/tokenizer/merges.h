// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/tokenizer/component.h"
#include "core/tokenizer/vocabulary.h"

#include <cstdint>
#include <limits>
#include <vector>

namespace salient::tokenization {

/// What two neighbouring tokens become; the lowest rank goes first.
struct Merge {
    static constexpr uint32_t kNone = std::numeric_limits<uint32_t>::max();
    uint32_t rank = kNone;
    int32_t id = 0;
};

/// The merges of a BPE model by the ids of their two halves. Open addressing: this look-up is most of the work.
class Merges {
public:
    Merges() = default;
    /// Reads "merges" in either spelling, "a b" or ["a", "b"]; `prefixBytes` is the length of the
    /// continuing_subword_prefix that second halves carry. Throws Error (input) for a merge that names a piece the
    /// vocabulary lacks.
    Merges(const Component& model, const Vocabulary& vocabulary, size_t prefixBytes);

    /// Every way to put a piece together from two others is a merge, as in tiktoken and SentencePiece. `ranks` has one
    /// entry per id; a piece whose rank is Merge::kNone takes no part. Pieces are cut between characters.
    static Merges ofPieces(const Vocabulary& vocabulary, const std::vector<uint32_t>& ranks);

    /// rank is Merge::kNone when the two do not merge.
    Merge find(int32_t left, int32_t right) const {
        const uint64_t key = keyOf(left, right);
        for (size_t at = hashOf(key);; at = (at + 1) & m_mask) {
            const Slot& slot = m_slots[at];
            if (slot.key == key)
                return slot.merge;
            if (slot.key == kFree)
                return {};
        }
    }

private:
    static constexpr uint64_t kFree = std::numeric_limits<uint64_t>::max();
    struct Slot {
        uint64_t key = kFree;
        Merge merge;
    };

    static uint64_t keyOf(int32_t left, int32_t right) {
        return static_cast<uint64_t>(static_cast<uint32_t>(left)) << 32 | static_cast<uint32_t>(right);
    }
    size_t hashOf(uint64_t key) const { return (key * 0x9E3779B97F4A7C15U >> 20) & m_mask; }
    void makeRoomFor(size_t merges);
    /// A later merge of the same pair replaces the earlier one, as in tokenizers.
    void set(int32_t left, int32_t right, Merge merge);

    std::vector<Slot> m_slots{2}; // a power of two, at most half full
    size_t m_mask = 1;
};

} // namespace salient::tokenization
