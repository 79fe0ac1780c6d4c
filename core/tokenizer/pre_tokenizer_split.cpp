// SPDX-License-Identifier: Apache-2.0
// Split, Digits, Punctuation, Whitespace, WhitespaceSplit, CharDelimiterSplit, BertPreTokenizer: cuts that leave the
// text as it is.
#include "core/tokenizer/character_classes.h"
#include "core/tokenizer/pattern.h"
#include "core/tokenizer/pre_tokenizer.h"
#include "core/tokenizer/utf8.h"

namespace salient::tokenization {

namespace {

class SplitAtPattern : public PreTokenizer {
public:
    explicit SplitAtPattern(const Component& component)
        : m_pattern(component), m_behavior(readSplitBehavior(component)), m_invert(component.flag("invert")) {}

    void split(Pieces& pieces) const override {
        pieces.splitEach([&](const Piece& piece, std::vector<Piece>& out) {
            std::vector<Stretch> stretches = m_pattern.stretches(piece.view());
            if (m_invert)
                for (Stretch& stretch : stretches)
                    stretch.match = !stretch.match;
            applySplitBehavior(stretches, m_behavior);
            appendParts(piece, stretches, out);
        });
    }

private:
    Pattern m_pattern;
    SplitBehavior m_behavior;
    bool m_invert;
};

class SplitAtCharacters : public PreTokenizer {
public:
    SplitAtCharacters(bool (*isDelimiter)(char32_t), SplitBehavior behavior)
        : m_isDelimiter(isDelimiter), m_behavior(behavior) {}

    void split(Pieces& pieces) const override {
        pieces.splitEach([&](const Piece& piece, std::vector<Piece>& out) {
            std::vector<Stretch> stretches = stretchesByCharacter(piece.view(), m_isDelimiter);
            applySplitBehavior(stretches, m_behavior);
            appendParts(piece, stretches, out);
        });
    }

private:
    bool (*m_isDelimiter)(char32_t);
    SplitBehavior m_behavior;
};

/// Keeps runs of word characters and runs of anything else but white space: \w+|[^\w\s]+
class Words : public PreTokenizer {
public:
    void split(Pieces& pieces) const override {
        pieces.splitEach([](const Piece& piece, std::vector<Piece>& out) { appendRuns(piece, out); });
    }

private:
    enum class Kind { Space, Word, Other };

    static Kind kindOf(char32_t character) {
        if (isWordCharacter(character))
            return Kind::Word;
        return isWhitespace(character) ? Kind::Space : Kind::Other;
    }

    static void appendRuns(const Piece& piece, std::vector<Piece>& out) {
        const std::string_view view = piece.view();
        Kind kind = Kind::Space;
        for (uint32_t at = 0; at < view.size(); at += utf8Bytes(view[at])) {
            const Kind next = kindOf(codePointAt(view, at));
            const uint32_t end = piece.begin + at + utf8Bytes(view[at]);
            if (next == kind && kind != Kind::Space)
                out.back().end = end;
            else if (next != Kind::Space)
                out.push_back({piece.text, piece.begin + at, end, -1});
            kind = next;
        }
    }
};

/// White space vanishes, punctuation stands alone.
class BertPreTokenizer : public PreTokenizer {
public:
    void split(Pieces& pieces) const override {
        m_words.split(pieces);
        m_marks.split(pieces);
    }

private:
    SplitAtCharacters m_words{isWhitespace, SplitBehavior::Removed};
    SplitAtCharacters m_marks{isPunctuation, SplitBehavior::Isolated};
};

class CharDelimiterSplit : public PreTokenizer {
public:
    explicit CharDelimiterSplit(const Component& component)
        : m_delimiter(Pattern::fromLiteral(toUtf8(component.character("delimiter")))) {}

    void split(Pieces& pieces) const override {
        pieces.splitEach([&](const Piece& piece, std::vector<Piece>& out) {
            std::vector<Stretch> stretches = m_delimiter.stretches(piece.view());
            applySplitBehavior(stretches, SplitBehavior::Removed);
            appendParts(piece, stretches, out);
        });
    }

private:
    Pattern m_delimiter;
};

} // namespace

PreTokenizerPtr makeSplit(const Component& component) {
    return std::make_unique<SplitAtPattern>(component);
}

PreTokenizerPtr makeDigits(const Component& component) {
    const bool individual = component.flag("individual_digits");
    return std::make_unique<SplitAtCharacters>(isNumeric,
                                               individual ? SplitBehavior::Isolated : SplitBehavior::Contiguous);
}

PreTokenizerPtr makePunctuation(const Component& component) {
    const SplitBehavior behavior = component.has("behavior") ? readSplitBehavior(component) : SplitBehavior::Isolated;
    return std::make_unique<SplitAtCharacters>(isPunctuation, behavior);
}

PreTokenizerPtr makeWhitespace(const Component&) {
    return std::make_unique<Words>();
}

PreTokenizerPtr makeWhitespaceSplit(const Component&) {
    return std::make_unique<SplitAtCharacters>(isWhitespace, SplitBehavior::Removed);
}

PreTokenizerPtr makeCharDelimiterSplit(const Component& component) {
    return std::make_unique<CharDelimiterSplit>(component);
}

PreTokenizerPtr makeBertPreTokenizer(const Component&) {
    return std::make_unique<BertPreTokenizer>();
}

} // namespace salient::tokenization
