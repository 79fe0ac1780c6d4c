// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/tokenizer/component.h"
#include "core/tokenizer/text_hash.h"

#include <cstdint>
#include <limits>
#include <optional>
#include <string_view>
#include <vector>

namespace salient::tokenization {

/// Pieces and their ids; an id may be free, a piece has one id.
class Vocabulary {
public:
    /// Ids are below this: far above any model, low enough for a table by id.
    static constexpr int32_t kIdLimit = 1 << 24;

    Vocabulary() = default;
    /// Reads the object "vocab" of piece → id. Throws Error (input) for ids that are no whole numbers, too large, or
    /// given twice.
    explicit Vocabulary(const Component& model);

    /// Makes room for that many pieces.
    void reserve(size_t pieces);
    /// `piece` and `id` must be new; `id` < kIdLimit. Ends the life of what piece() gave out before.
    void add(std::string_view piece, int32_t id);

    std::optional<int32_t> id(std::string_view piece) const;
    bool has(int32_t id) const { return id >= 0 && id < idEnd() && m_pieces[static_cast<size_t>(id)].begin != kNone; }
    /// Only for an id that it has.
    std::string_view piece(int32_t id) const {
        const Place& place = m_pieces[static_cast<size_t>(id)];
        return {m_text.data() + place.begin, place.bytes};
    }
    size_t count() const { return m_count; }
    /// One more than the highest id.
    int32_t idEnd() const { return static_cast<int32_t>(m_pieces.size()); }

private:
    static constexpr uint32_t kNone = std::numeric_limits<uint32_t>::max();
    struct Place {
        uint32_t begin = kNone; // in m_text
        uint32_t bytes = 0;
    };
    struct Slot {
        uint32_t hash = 0;
        int32_t id = -1; // free
    };

    static uint32_t hashOf(std::string_view piece) { return static_cast<uint32_t>(TextHash{}(piece)); }
    void put(Slot slot);

    std::vector<char> m_text;     // all pieces
    std::vector<Place> m_pieces;  // by id
    std::vector<Slot> m_slots{2}; // open addressing; a power of two, at most half full
    size_t m_count = 0;
};

} // namespace salient::tokenization
