// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace salient {

namespace tokenization {
class Regex;
}

/// A regular expression for module paths, applied as Python's `re.match`: from the first character on, to any end.
class PathExpression {
public:
    /// `place` begins the message. Throws Error (input) quantization.bad_config when it is none.
    PathExpression(const std::string& expression, const std::string& place);

    /// Throws Error (input) quantization.bad_config when it needs more steps than a path can deserve.
    bool matches(std::string_view path) const;

private:
    std::string m_expression;
    std::string m_place;
    std::shared_ptr<const tokenization::Regex> m_code; ///< shared: copies of a pattern never change it
};

/// The expression that matches exactly this text.
std::string escapedPattern(std::string_view text);

/// One entry of `targets` or `ignore` in compressed-tensors' configuration: `re:` and an expression, an exact path, or
/// the name of a class (compressed-tensors utils/match.py).
class ModulePattern {
public:
    /// Throws as PathExpression.
    ModulePattern(std::string text, const std::string& place);

    const std::string& text() const { return m_text; }
    bool isExpression() const { return !m_expression.empty(); }
    /// By path, as an expression or letter by letter.
    bool matchesPath(std::string_view path) const;
    /// By class, letter by letter; expressions never do.
    bool isClass(std::string_view className) const { return !isExpression() && m_text == className; }
    /// By class as vLLM asks: expressions match, other texts only need to be part of it in any case.
    bool isPartOfClass(std::string_view className) const;

private:
    std::string m_text;
    std::vector<PathExpression> m_expression; ///< none or one
};

} // namespace salient
