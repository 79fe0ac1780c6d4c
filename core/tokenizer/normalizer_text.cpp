// SPDX-License-Identifier: Apache-2.0
// Lowercase, Strip, Prepend, Append, Replace.
#include "core/tokenizer/character_classes.h"
#include "core/tokenizer/growth.h"
#include "core/tokenizer/normalizer.h"
#include "core/tokenizer/pattern.h"
#include "core/tokenizer/utf8.h"

#include <unicode/uchar.h>

namespace salient::tokenization {

namespace {

/// Character by character and without context, as Rust's char::to_lowercase.
class Lowercase : public Normalizer {
public:
    void normalize(AlignedText& text) const override {
        AlignedText lower;
        lower.reserve(text.size());
        for (uint32_t at = 0; at < text.size(); at += utf8Bytes(text.text()[at])) {
            const char32_t character = codePointAt(text.text(), at);
            lower.append(static_cast<char32_t>(u_tolower(static_cast<UChar32>(character))), text.spanAt(at));
            // U+0130 is the only character whose lower case is two characters: i and a dot above.
            if (character == 0x130)
                lower.append(U'\u0307', text.spanAt(at));
        }
        text = std::move(lower);
    }
};

class Strip : public Normalizer {
public:
    explicit Strip(const Component& component)
        : m_left(component.flag("strip_left")), m_right(component.flag("strip_right")) {}

    void normalize(AlignedText& text) const override {
        const std::string_view all = text.text();
        uint32_t begin = 0;
        uint32_t end = text.size();
        while (m_left && begin < end && isWhitespace(codePointAt(all, begin)))
            begin += utf8Bytes(all[begin]);
        while (m_right && end > begin && isWhitespace(codePointAt(all, previousCharacter(all, end))))
            end = static_cast<uint32_t>(previousCharacter(all, end));
        if (begin > 0 || end < text.size())
            text = text.slice(begin, end);
    }

private:
    bool m_left;
    bool m_right;
};

class Prepend : public Normalizer {
public:
    explicit Prepend(const Component& component) : m_text(component.text("prepend")) {}

    void normalize(AlignedText& text) const override { text.prepend(m_text); }

private:
    std::string m_text;
};

/// Newer than tokenizers 0.23; mirrors Prepend.
class Append : public Normalizer {
public:
    explicit Append(const Component& component) : m_text(component.text("append")) {}

    void normalize(AlignedText& text) const override {
        if (!text.empty())
            text.append(m_text, text.spanAt(text.size() - 1));
    }

private:
    std::string m_text;
};

class Replace : public Normalizer {
public:
    explicit Replace(const Component& component) : m_pattern(component), m_content(component.text("content")) {}

    void normalize(AlignedText& text) const override {
        AlignedText replaced;
        replaced.reserve(text.size());
        for (const Stretch& stretch : m_pattern.stretches(text.text())) {
            if (!stretch.match)
                replaced.append(text, stretch.begin, stretch.end);
            else
                replaced.append(m_content, spanOfContent(text, stretch.end));
            requireModestGrowth(text.size(), replaced.size());
        }
        text = std::move(replaced);
    }

private:
    /// The new text stands for the last character of the match; for an empty match at the very begin, for nothing.
    static TextSpan spanOfContent(const AlignedText& text, uint32_t matchEnd) {
        if (matchEnd > 0)
            return text.spanAt(matchEnd - 1);
        const uint32_t begin = text.empty() ? 0 : text.spanAt(0).begin;
        return {begin, begin};
    }

    Pattern m_pattern;
    std::string m_content;
};

} // namespace

NormalizerPtr makeLowercase(const Component&) {
    return std::make_unique<Lowercase>();
}

NormalizerPtr makeStripNormalizer(const Component& component) {
    return std::make_unique<Strip>(component);
}

NormalizerPtr makePrepend(const Component& component) {
    return std::make_unique<Prepend>(component);
}

NormalizerPtr makeAppend(const Component& component) {
    return std::make_unique<Append>(component);
}

NormalizerPtr makeReplaceNormalizer(const Component& component) {
    return std::make_unique<Replace>(component);
}

} // namespace salient::tokenization
