// SPDX-License-Identifier: Apache-2.0
#include "core/tokenizer/character_classes.h"
#include "core/tokenizer/post_processor.h"
#include "core/tokenizer/utf8.h"

#include <algorithm>

namespace salient::tokenization {

namespace {

/// Takes the spaces at the ends of tokens out of their offsets (process_offsets in
/// tokenizers/src/pre_tokenizers/byte_level.rs), counted in characters as the Python package does it.
class OffsetTrimming : public PostProcessor {
public:
    explicit OffsetTrimming(const Component& component)
        : m_addPrefixSpace(component.flag("add_prefix_space")), m_trim(component.flag("trim_offsets")) {}

    void process(EncodedParts& parts, const PostProcessing& options) const override {
        if (!m_trim)
            return;
        for (auto& part : parts)
            for (size_t i = 0; i < part.size(); ++i)
                trim(part[i], i == 0, options.given);
    }

private:
    /// U+0120 is the space of the byte alphabet.
    static bool isSpace(char32_t character) { return character == 0x120 || isWhitespace(character); }

    static uint32_t leadingSpaces(std::string_view text) {
        uint32_t count = 0;
        for (size_t at = 0; at < text.size() && isSpace(codePointAt(text, at)); at += utf8Bytes(text[at]))
            ++count;
        return count;
    }

    static uint32_t trailingSpaces(std::string_view text) {
        uint32_t count = 0;
        for (size_t end = text.size(); end > 0;) {
            end = previousCharacter(text, end);
            if (!isSpace(codePointAt(text, end)))
                break;
            ++count;
        }
        return count;
    }

    void trim(EncodedToken& token, bool isFirst, std::string_view given) const {
        uint32_t leading = leadingSpaces(token.text);
        uint32_t trailing = trailingSpaces(token.text);
        // A single space at the very begin is the one that was added, so it covers nothing of the text.
        if ((isFirst || token.begin == 0) && m_addPrefixSpace && leading == 1)
            leading = 0;
        for (; leading > 0 && token.begin < token.end; --leading)
            token.begin += inspectUtf8(given, token.begin).bytes;
        uint32_t end = token.end;
        for (; trailing > 0 && end > 0; --trailing)
            end = static_cast<uint32_t>(previousCharacter(given, end));
        if (trailing == 0) // otherwise the text has fewer characters than that
            token.end = std::max(end, token.begin);
    }

    bool m_addPrefixSpace;
    bool m_trim;
};

} // namespace

PostProcessorPtr makeOffsetTrimming(const Component& component, const PieceOfId&) {
    return std::make_unique<OffsetTrimming>(component);
}

} // namespace salient::tokenization
