// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/tokenizer/component.h"
#include "core/tokenizer/regex.h"
#include "core/tokenizer/split.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace salient::tokenization {

/// What Split and Replace look for: a literal text or an expression.
class Pattern {
public:
    /// Reads {"String": ...} or {"Regex": ...} from "pattern". Throws Error (input, "tokenizer.broken_regex").
    explicit Pattern(const Component& component);
    /// An expression in the syntax of tokenizer.json that is known to be good.
    static Pattern fromRegex(const std::string& regex);
    /// `text` must not be empty.
    static Pattern fromLiteral(std::string text);

    /// Matches and what lies between them; covers all of `text`, which must be valid UTF-8.
    std::vector<Stretch> stretches(std::string_view text) const;

    /// The text to look for when it is a plain one that is not empty.
    const std::optional<std::string>& literal() const { return m_literal; }

private:
    Pattern() = default;

    std::optional<std::string> m_literal;
    std::optional<Regex> m_regex;
};

} // namespace salient::tokenization
