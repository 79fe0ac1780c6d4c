// SPDX-License-Identifier: Apache-2.0
#include "core/tokenizer/aligned_text.h"

#include "core/tokenizer/utf8.h"

namespace salient::tokenization {

AlignedText AlignedText::fromGiven(std::string_view given) {
    AlignedText aligned;
    aligned.reserve(given.size());
    for (size_t at = 0; at < given.size();) {
        const Utf8Step step = inspectUtf8(given, at);
        const TextSpan span{static_cast<uint32_t>(at), static_cast<uint32_t>(at + step.bytes)};
        aligned.append(step.valid ? given.substr(at, step.bytes) : kReplacementCharacter, span);
        at += step.bytes;
    }
    return aligned;
}

AlignedText AlignedText::slice(uint32_t begin, uint32_t end) const {
    AlignedText part;
    part.append(*this, begin, end);
    return part;
}

void AlignedText::reserve(size_t bytes) {
    m_text.reserve(bytes);
    m_spans.reserve(bytes);
}

void AlignedText::append(std::string_view text, TextSpan span) {
    m_text.append(text);
    for (size_t i = 0; i < text.size(); ++i) // a few bytes: cheaper than a filling insert
        m_spans.push_back(span);
}

void AlignedText::append(char32_t character, TextSpan span) {
    appendUtf8(m_text, character);
    m_spans.resize(m_text.size(), span);
}

void AlignedText::append(const AlignedText& from, uint32_t begin, uint32_t end) {
    m_text.append(from.m_text, begin, end - begin);
    m_spans.insert(m_spans.end(), from.m_spans.begin() + begin, from.m_spans.begin() + end);
}

void AlignedText::prepend(std::string_view text) {
    if (empty())
        return;
    m_text.insert(0, text);
    m_spans.insert(m_spans.begin(), text.size(), m_spans.front());
}

} // namespace salient::tokenization
