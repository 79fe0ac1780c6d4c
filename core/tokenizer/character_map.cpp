// SPDX-License-Identifier: Apache-2.0
#include "core/tokenizer/character_map.h"

#include <fmt/format.h>

#include <algorithm>
#include <stdexcept>

namespace salient::tokenization {

namespace {

// The layout of a unit (darts.h, DoubleArrayUnit).
bool hasLeaf(uint32_t unit) {
    return (unit >> 8 & 1) == 1;
}
uint32_t valueOf(uint32_t unit) {
    return unit & 0x7FFFFFFF;
}
uint32_t labelOf(uint32_t unit) {
    return unit & 0x800000FF;
}
uint32_t offsetOf(uint32_t unit) {
    return (unit >> 10) << ((unit & (1U << 9)) >> 6);
}

uint32_t readLittleEndian(std::string_view bytes, size_t at) {
    uint32_t value = 0;
    for (size_t i = 4; i-- > 0;)
        value = value << 8 | static_cast<unsigned char>(bytes[at + i]);
    return value;
}

} // namespace

CharacterMap::CharacterMap(std::string_view bytes) {
    if (bytes.empty())
        return;
    const uint32_t trieBytes = bytes.size() < 4 ? 0 : readLittleEndian(bytes, 0);
    if (trieBytes == 0 || trieBytes % 4 != 0 || trieBytes > bytes.size() - 4)
        throw std::invalid_argument(
            fmt::format("its trie is said to have {} bytes, expected a multiple of 4 that fits into the map's {}",
                        trieBytes, bytes.size()));
    for (size_t at = 4; at < 4 + trieBytes; at += 4)
        m_units.push_back(readLittleEndian(bytes, at));
    m_texts = bytes.substr(4 + trieBytes);
}

template <typename Found>
void CharacterMap::search(std::string_view text, Found found) const {
    if (m_units.empty())
        return;
    size_t node = offsetOf(m_units[0]);
    for (uint32_t i = 0; i < text.size() && text[i] != '\0'; ++i) {
        const auto byte = static_cast<unsigned char>(text[i]);
        node ^= byte;
        if (node >= m_units.size() || labelOf(m_units[node]) != byte)
            return;
        const uint32_t unit = m_units[node];
        node ^= offsetOf(unit);
        if (hasLeaf(unit) && node < m_units.size() && !found(i + 1, valueOf(m_units[node])))
            return;
    }
}

std::string_view CharacterMap::textAt(uint32_t place) const {
    const std::string_view rest = std::string_view(m_texts).substr(std::min<size_t>(place, m_texts.size()));
    return rest.substr(0, rest.find('\0'));
}

std::optional<CharacterMap::Match> CharacterMap::shortest(std::string_view text) const {
    std::optional<Match> match;
    search(text, [&](uint32_t bytes, uint32_t place) {
        match = {bytes, textAt(place)};
        return false;
    });
    return match;
}

std::optional<CharacterMap::Match> CharacterMap::longest(std::string_view text) const {
    std::optional<Match> match;
    search(text, [&](uint32_t bytes, uint32_t place) {
        match = {bytes, textAt(place)};
        return true;
    });
    return match;
}

} // namespace salient::tokenization
