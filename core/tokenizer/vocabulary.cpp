// SPDX-License-Identifier: Apache-2.0
#include "core/tokenizer/vocabulary.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <cassert>

namespace salient::tokenization {

Vocabulary::Vocabulary(const Component& model) {
    const nlohmann::json& entries = model.child("vocab").json();
    m_ids.reserve(entries.size());
    m_pieces.reserve(entries.size());
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

void Vocabulary::add(std::string_view piece, int32_t id) {
    assert(id >= 0 && id < kIdLimit && !has(id));
    const auto [entry, isNew] = m_ids.emplace(piece, id);
    assert(isNew);
    if (id >= idEnd())
        m_pieces.resize(static_cast<size_t>(id) + 1, nullptr);
    m_pieces[static_cast<size_t>(id)] = &entry->first;
}

std::optional<int32_t> Vocabulary::id(std::string_view piece) const {
    const auto found = m_ids.find(piece);
    return found == m_ids.end() ? std::nullopt : std::optional<int32_t>(found->second);
}

} // namespace salient::tokenization
