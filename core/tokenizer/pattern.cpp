// SPDX-License-Identifier: Apache-2.0
#include "core/tokenizer/pattern.h"

#include "core/tokenizer/regex_translation.h"

#include <fmt/format.h>

#include <stdexcept>

namespace salient::tokenization {

Pattern::Pattern(const Component& component) {
    const Component pattern = component.child("pattern");
    if (pattern.has("String")) {
        const std::string text = pattern.text("String");
        if (text.empty())
            m_regex.emplace("");
        else
            m_literal = text;
        return;
    }
    const std::string regex = pattern.text("Regex");
    try {
        m_regex.emplace(translateRegex(regex));
    } catch (const std::invalid_argument& problem) {
        throw inputError("tokenizer.broken_regex",
                         fmt::format("{}: the expression \"{}\" of {} cannot be used: {}; choose a model with another "
                                     "tokenizer or correct the expression.",
                                     component.file(), regex, component.type(), problem.what()));
    }
}

Pattern Pattern::fromRegex(const std::string& regex) {
    Pattern pattern;
    pattern.m_regex.emplace(translateRegex(regex));
    return pattern;
}

Pattern Pattern::fromLiteral(std::string text) {
    Pattern pattern;
    pattern.m_literal = std::move(text);
    return pattern;
}

std::vector<Stretch> Pattern::stretches(std::string_view text) const {
    std::vector<Stretch> stretches;
    uint32_t rest = 0;
    const auto found = [&](uint32_t begin, uint32_t end) {
        if (rest < begin)
            stretches.push_back({rest, begin, false});
        stretches.push_back({begin, end, true});
        rest = end;
    };
    if (m_literal) {
        for (size_t at = text.find(*m_literal); at != std::string_view::npos; at = text.find(*m_literal, rest))
            found(static_cast<uint32_t>(at), static_cast<uint32_t>(at + m_literal->size()));
    } else if (!text.empty()) {
        m_regex->findAll(text, found);
    }
    if (rest < text.size())
        stretches.push_back({rest, static_cast<uint32_t>(text.size()), false});
    return stretches;
}

} // namespace salient::tokenization
