// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace salient::tokenization {

/// A stretch of bytes.
struct TextSpan {
    uint32_t begin = 0;
    uint32_t end = 0;
};

/// Valid UTF-8 that remembers, for each of its bytes, which bytes of the text given to encode() it came from.
/// All bytes of a character share one span. Follows NormalizedString of Hugging Face's tokenizers
/// (tokenizers/src/tokenizer/normalizer.rs), with spans counted in the given text instead of in a slice of it.
class AlignedText {
public:
    AlignedText() = default;

    /// Takes bytes as they came; each maximal bad part becomes one U+FFFD. The caller checks that 32 bits can count it.
    static AlignedText fromGiven(std::string_view given);

    std::string_view text() const { return m_text; }
    uint32_t size() const { return static_cast<uint32_t>(m_text.size()); }
    bool empty() const { return m_text.empty(); }

    TextSpan spanAt(uint32_t byte) const { return m_spans[byte]; }
    /// From the first byte's source to the last one's; begin < end <= size().
    TextSpan span(uint32_t begin, uint32_t end) const { return {m_spans[begin].begin, m_spans[end - 1].end}; }

    AlignedText slice(uint32_t begin, uint32_t end) const;

    void reserve(size_t bytes);
    void append(std::string_view text, TextSpan span);
    void append(char32_t character, TextSpan span);
    void append(const AlignedText& from, uint32_t begin, uint32_t end);

    /// Puts `text` in front; it gets the span of the first character. An empty text stays empty.
    void prepend(std::string_view text);

private:
    std::string m_text;
    std::vector<TextSpan> m_spans; // [size()]
};

} // namespace salient::tokenization
