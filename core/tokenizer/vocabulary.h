// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/tokenizer/component.h"
#include "core/tokenizer/text_hash.h"

#include <cstdint>
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

    /// `piece` and `id` must be new; `id` < kIdLimit.
    void add(std::string_view piece, int32_t id);

    std::optional<int32_t> id(std::string_view piece) const;
    bool has(int32_t id) const { return id >= 0 && id < idEnd() && m_pieces[static_cast<size_t>(id)] != nullptr; }
    /// Only for an id that it has.
    std::string_view piece(int32_t id) const { return *m_pieces[static_cast<size_t>(id)]; }
    size_t count() const { return m_ids.size(); }
    /// One more than the highest id.
    int32_t idEnd() const { return static_cast<int32_t>(m_pieces.size()); }

private:
    TextMap<int32_t> m_ids;
    std::vector<const std::string*> m_pieces; // by id; the keys of m_ids, which never move
};

} // namespace salient::tokenization
