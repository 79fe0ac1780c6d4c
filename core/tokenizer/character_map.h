// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace salient::tokenization {

/// The rules "precompiled_charsmap" of SentencePiece: which texts become which. A double-array trie of 32-bit units
/// (github.com/s-yata/darts-clone) whose values are places in a list of texts that end with a zero byte
/// (sentencepiece/src/normalizer.cc, DecodePrecompiledCharsMap).
class CharacterMap {
public:
    struct Match {
        uint32_t bytes = 0;       ///< of the text that is replaced
        std::string_view becomes; ///< good as long as the map
    };

    /// A map without rules.
    CharacterMap() = default;
    /// Throws std::invalid_argument, saying what is wrong, for bytes that are no such map.
    explicit CharacterMap(std::string_view bytes);

    bool empty() const { return m_units.empty(); }
    /// The rule for the shortest begin of `text` that has one, and for the longest.
    std::optional<Match> shortest(std::string_view text) const;
    std::optional<Match> longest(std::string_view text) const;

private:
    /// Calls `found(bytes, value)` for each begin of `text` that has a rule, until it says false.
    template <typename Found>
    void search(std::string_view text, Found found) const;
    std::string_view textAt(uint32_t place) const;

    std::vector<uint32_t> m_units;
    std::string m_texts;
};

} // namespace salient::tokenization
