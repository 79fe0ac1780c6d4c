// SPDX-License-Identifier: Apache-2.0
// StripAccents, Nmt, BertNormalizer, ByteLevel: what goes character by character.
#include "core/tokenizer/byte_alphabet.h"
#include "core/tokenizer/character_classes.h"
#include "core/tokenizer/normalizer.h"
#include "core/tokenizer/utf8.h"

#include <nlohmann/json.hpp>

#include <array>
#include <utility>

namespace salient::tokenization {

namespace {

/// Hands every character to `change(character, span, result)`, which appends what becomes of it.
template <typename Change>
void rewriteCharacters(AlignedText& text, Change change) {
    AlignedText result;
    result.reserve(text.size());
    for (uint32_t at = 0; at < text.size(); at += utf8Bytes(text.text()[at]))
        change(codePointAt(text.text(), at), text.spanAt(at), result);
    text = std::move(result);
}

class StripAccents : public Normalizer {
public:
    void normalize(AlignedText& text) const override {
        rewriteCharacters(text, [](char32_t character, TextSpan span, AlignedText& result) {
            if (!isCombiningMark(character))
                result.append(character, span);
        });
    }
};

/// The rules of the first neural translation vocabularies (tokenizers/src/normalizers/unicode.rs, do_nmt).
class Nmt : public Normalizer {
public:
    void normalize(AlignedText& text) const override {
        rewriteCharacters(text, [](char32_t character, TextSpan span, AlignedText& result) {
            if (!isDropped(character))
                result.append(isSpace(character) ? U' ' : character, span);
        });
    }

private:
    static bool isDropped(char32_t c) {
        return (c >= 0x1 && c <= 0x8) || c == 0xB || (c >= 0xE && c <= 0x1F) || c == 0x7F || c == 0x8F || c == 0x9F;
    }
    static bool isSpace(char32_t c) {
        return c == 0x9 || c == 0xA || c == 0xC || c == 0xD || c == 0x1680 || (c >= 0x200B && c <= 0x200F) ||
               c == 0x2028 || c == 0x2029 || c == 0x2581 || c == 0xFEFF || c == 0xFFFD;
    }
};

/// BERT's cleaning (tokenizers/src/normalizers/bert.rs).
class BertNormalizer : public Normalizer {
public:
    explicit BertNormalizer(const Component& component)
        : m_cleansText(component.flagOr("clean_text", true)),
          m_setsChineseApart(component.flagOr("handle_chinese_chars", true)),
          m_lowersCase(component.flagOr("lowercase", true)),
          m_stripsAccents(component.flagOr("strip_accents", m_lowersCase)), m_nfd(makeNfd(component)),
          m_lowercase(makeLowercase(component)) {}

    void normalize(AlignedText& text) const override {
        if (m_cleansText)
            rewriteCharacters(text, clean);
        if (m_setsChineseApart)
            rewriteCharacters(text, setApart);
        if (m_stripsAccents) {
            m_nfd->normalize(text);
            rewriteCharacters(text, strip);
        }
        if (m_lowersCase)
            m_lowercase->normalize(text);
    }

private:
    static void clean(char32_t character, TextSpan span, AlignedText& result) {
        const bool isLayout = character == '\t' || character == '\n' || character == '\r';
        if (!isLayout && (character == 0 || character == 0xFFFD || isControl(character)))
            return;
        result.append(isLayout || isWhitespace(character) ? U' ' : character, span);
    }

    static void setApart(char32_t character, TextSpan span, AlignedText& result) {
        const bool apart = isChinese(character);
        if (apart)
            result.append(U' ', span);
        result.append(character, span);
        if (apart)
            result.append(U' ', span);
    }

    static void strip(char32_t character, TextSpan span, AlignedText& result) {
        if (!isNonspacingMark(character))
            result.append(character, span);
    }

    static bool isChinese(char32_t character) {
        using Range = std::pair<char32_t, char32_t>;
        constexpr std::array<Range, 8> kRanges{{{0x4E00, 0x9FFF},
                                                {0x3400, 0x4DBF},
                                                {0x20000, 0x2A6DF},
                                                {0x2A700, 0x2B73F},
                                                {0x2B740, 0x2B81F},
                                                {0x2B920, 0x2CEAF},
                                                {0xF900, 0xFAFF},
                                                {0x2F800, 0x2FA1F}}};
        for (const auto& [first, last] : kRanges)
            if (character >= first && character <= last)
                return true;
        return false;
    }

    bool m_cleansText;
    bool m_setsChineseApart;
    bool m_lowersCase;
    bool m_stripsAccents;
    NormalizerPtr m_nfd;
    NormalizerPtr m_lowercase;
};

/// Writes every byte with a printable character.
class ByteLevelNormalizer : public Normalizer {
public:
    void normalize(AlignedText& text) const override {
        AlignedText written;
        written.reserve(text.size() + text.size() / 2);
        for (uint32_t at = 0; at < text.size(); ++at)
            written.append(m_alphabet.character(static_cast<unsigned char>(text.text()[at])), text.spanAt(at));
        text = std::move(written);
    }

private:
    ByteAlphabet m_alphabet;
};

} // namespace

NormalizerPtr makeStripAccents(const Component&) {
    return std::make_unique<StripAccents>();
}

NormalizerPtr makeNmt(const Component&) {
    return std::make_unique<Nmt>();
}

NormalizerPtr makeBertNormalizer(const Component& component) {
    return std::make_unique<BertNormalizer>(component);
}

NormalizerPtr makeByteLevelNormalizer(const Component&) {
    return std::make_unique<ByteLevelNormalizer>();
}

} // namespace salient::tokenization
