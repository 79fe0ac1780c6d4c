// SPDX-License-Identifier: Apache-2.0
#include "core/tokenizer/vocabulary.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <bit>
#include <cassert>
#include <utility>

namespace salient::tokenization {

Vocabulary::Vocabulary(const Component& model) {
    const nlohmann::json& entries = model.child("vocab").json();
    reserve(entries.size());
    for (const auto& [piece, value] : entries.items()) {
        if (!value.is_number_unsigned() || value.get<uint64_t>() >= static_cast<uint64_t>(kIdLimit))
            throw model.wrong(fmt::format("gives the piece \"{}\" the id {}, expected a whole number below {}", piece,
                                          value.is_number() ? value.dump() : value.type_name(), kIdLimit));
        const auto id = value.get<int32_t>();
        if (has(id))
            throw model.wrong(fmt::format("gives the id {} to both \"{}\" and \"{}\"", id, this->piece(id), piece));
        add(piece, id);
    }
}

void Vocabulary::reserve(size_t pieces) {
    const size_t slots = std::bit_ceil(pieces * 2 + 2);
    if (slots <= m_slots.size())
        return;
    const std::vector<Slot> old = std::exchange(m_slots, std::vector<Slot>(slots));
    for (const Slot& slot : old)
        if (slot.id >= 0)
            put(slot);
    m_pieces.reserve(pieces);
}

void Vocabulary::put(Slot slot) {
    const size_t mask = m_slots.size() - 1;
    size_t at = slot.hash & mask;
    while (m_slots[at].id >= 0)
        at = (at + 1) & mask;
    m_slots[at] = slot;
}

void Vocabulary::add(std::string_view piece, int32_t id) {
    assert(id >= 0 && id < kIdLimit && !has(id) && !this->id(piece));
    if (m_count * 2 + 2 > m_slots.size())
        reserve(m_count * 2);
    put({hashOf(piece), id});
    ++m_count;
    if (id >= idEnd())
        m_pieces.resize(static_cast<size_t>(id) + 1);
    m_pieces[static_cast<size_t>(id)] = {static_cast<uint32_t>(m_text.size()), static_cast<uint32_t>(piece.size())};
    m_text.insert(m_text.end(), piece.begin(), piece.end());
}

std::optional<int32_t> Vocabulary::id(std::string_view piece) const {
    const uint32_t hash = hashOf(piece);
    const size_t mask = m_slots.size() - 1;
    for (size_t at = hash & mask; m_slots[at].id >= 0; at = (at + 1) & mask)
        if (m_slots[at].hash == hash && this->piece(m_slots[at].id) == piece)
            return m_slots[at].id;
    return std::nullopt;
}

} // namespace salient::tokenization
