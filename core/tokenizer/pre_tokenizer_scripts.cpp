// SPDX-License-Identifier: Apache-2.0
// UnicodeScripts and FixedLength.
#include "core/tokenizer/pre_tokenizer.h"
#include "core/tokenizer/utf8.h"

#include <unicode/uscript.h>

#include <algorithm>

namespace salient::tokenization {

namespace {

/// Begins a word where the script changes, as SentencePiece's trainer does
/// (tokenizers/src/pre_tokenizers/unicode_scripts). Spaces go with what is before them; those in front are dropped.
class UnicodeScripts : public PreTokenizer {
public:
    void split(Pieces& pieces) const override {
        pieces.splitEach([](const Piece& piece, std::vector<Piece>& out) { appendRuns(piece, out); });
    }

private:
    static constexpr UScriptCode kAny = USCRIPT_INVALID_CODE;

    /// Japanese counts as one script.
    static UScriptCode scriptOf(char32_t character) {
        if (character == ' ')
            return kAny;
        if (character == 0x30FC)
            return USCRIPT_HAN;
        UErrorCode status = U_ZERO_ERROR;
        const UScriptCode script = uscript_getScript(static_cast<UChar32>(character), &status);
        return script == USCRIPT_HIRAGANA || script == USCRIPT_KATAKANA ? USCRIPT_HAN : script;
    }

    static void appendRuns(const Piece& piece, std::vector<Piece>& out) {
        const std::string_view view = piece.view();
        UScriptCode last = kAny;
        bool hasBegun = false;
        for (uint32_t at = 0; at < view.size(); at += utf8Bytes(view[at])) {
            const uint32_t end = piece.begin + at + utf8Bytes(view[at]);
            const UScriptCode script = scriptOf(codePointAt(view, at));
            if (script != kAny && (!hasBegun || script != last)) {
                out.push_back({piece.text, piece.begin + at, end, -1});
                hasBegun = true;
            } else if (hasBegun) {
                out.back().end = end;
            }
            last = script == kAny ? last : script;
        }
    }
};

class FixedLength : public PreTokenizer {
public:
    explicit FixedLength(const Component& component) : m_characters(component.count("length")) {
        if (m_characters == 0)
            throw component.wrong("should have a \"length\" of at least 1, found 0");
    }

    void split(Pieces& pieces) const override {
        pieces.splitEach([&](const Piece& piece, std::vector<Piece>& out) {
            const std::string_view view = piece.view();
            for (uint32_t begin = 0; begin < view.size();) {
                uint32_t end = begin;
                for (uint64_t i = 0; i < m_characters && end < view.size(); ++i)
                    end += utf8Bytes(view[end]);
                out.push_back({piece.text, piece.begin + begin, piece.begin + end, -1});
                begin = end;
            }
        });
    }

private:
    uint64_t m_characters;
};

} // namespace

PreTokenizerPtr makeUnicodeScripts(const Component&) {
    return std::make_unique<UnicodeScripts>();
}

PreTokenizerPtr makeFixedLength(const Component& component) {
    return std::make_unique<FixedLength>(component);
}

} // namespace salient::tokenization
