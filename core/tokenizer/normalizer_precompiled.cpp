// SPDX-License-Identifier: Apache-2.0
#include "core/tokenizer/base64.h"
#include "core/tokenizer/character_map.h"
#include "core/tokenizer/graphemes.h"
#include "core/tokenizer/normalizer.h"
#include "core/tokenizer/rewriting.h"

#include <fmt/format.h>

#include <stdexcept>

namespace salient::tokenization {

namespace {

CharacterMap readMap(const Component& component) {
    const auto bytes = decodeBase64(component.text("precompiled_charsmap"));
    if (!bytes)
        throw component.wrong("has a \"precompiled_charsmap\" that is not base64");
    try {
        return CharacterMap(*bytes);
    } catch (const std::invalid_argument& problem) {
        throw component.wrong(fmt::format("has a broken \"precompiled_charsmap\": {}", problem.what()));
    }
}

/// SentencePiece's rules as tokenizers applies them (tokenizers/src/normalizers/precompiled.rs): whole graphemes of
/// less than six bytes first, then character by character; a rule for a begin replaces the whole.
class Precompiled : public Normalizer {
public:
    explicit Precompiled(const Component& component) : m_map(readMap(component)) {}

    void normalize(AlignedText& text) const override {
        std::vector<CharacterChange> changes;
        bool changed = false;
        forEachGrapheme(text.text(),
                        [&](std::string_view grapheme) { changed = rewriteGrapheme(grapheme, changes) || changed; });
        if (!changed)
            return;
        AlignedText result;
        result.reserve(text.size());
        appendRewritten(text, {0, text.size()}, changes, result);
        text = std::move(result);
    }

private:
    static constexpr size_t kLongGrapheme = 6; // bytes

    bool rewriteGrapheme(std::string_view grapheme, std::vector<CharacterChange>& changes) const {
        if (grapheme.size() < kLongGrapheme && rewritePart(grapheme, changes))
            return true;
        bool changed = false;
        for (size_t at = 0; at < grapheme.size(); at += utf8Bytes(grapheme[at])) {
            if (rewritePart(grapheme.substr(at, utf8Bytes(grapheme[at])), changes))
                changed = true;
            else
                changes.push_back({codePointAt(grapheme, at), 0});
        }
        return changed;
    }

    bool rewritePart(std::string_view part, std::vector<CharacterChange>& changes) const {
        const auto match = m_map.shortest(part);
        if (!match)
            return false;
        int32_t difference = 0; // in characters
        for (size_t at = 0; at < part.size(); at += utf8Bytes(part[at]))
            --difference;
        const AlignedText becomes = AlignedText::fromGiven(match->becomes);
        for (uint32_t at = 0; at < becomes.size(); at += utf8Bytes(becomes.text()[at]), ++difference)
            changes.push_back({codePointAt(becomes.text(), at), 0});
        for (int32_t i = 0; i < difference; ++i)
            changes[changes.size() - 1 - static_cast<size_t>(i)].change = 1;
        if (difference < 0 && !changes.empty())
            changes.back().change += difference;
        return true;
    }

    CharacterMap m_map;
};

} // namespace

NormalizerPtr makePrecompiled(const Component& component) {
    return std::make_unique<Precompiled>(component);
}

} // namespace salient::tokenization
