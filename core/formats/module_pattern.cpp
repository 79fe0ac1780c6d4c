// SPDX-License-Identifier: Apache-2.0
#include "core/formats/module_pattern.h"

#include "core/checkpoint/json_file.h"
#include "core/formats/config_keys.h"
#include "core/tokenizer/regex.h"
#include "kernels/error.h"

#include <fmt/format.h>

#include <optional>
#include <stdexcept>
#include <utility>

namespace salient {

namespace {

constexpr std::string_view kExpressionPrefix = "re:";
/// A path has some fifty characters; sensible expressions need a few hundred steps for it.
constexpr uint32_t kStepLimit = 200'000;

} // namespace

PathExpression::PathExpression(const std::string& expression, const std::string& place)
    : m_expression(expression), m_place(place) {
    try {
        m_code = std::make_shared<tokenization::Regex>(expression);
    } catch (const std::invalid_argument& problem) {
        throw inputError("quantization.bad_config", fmt::format("{}: {} is no regular expression: {}.", place,
                                                                inQuotes(expression), problem.what()));
    }
}

bool PathExpression::matches(std::string_view path) const {
    const std::optional<bool> found = m_code->matchesAtStart(path, kStepLimit);
    if (!found) {
        throw inputError("quantization.bad_config",
                         fmt::format("{}: the expression {} could not be applied to the module {}: it needs more than "
                                     "{} steps.",
                                     m_place, inQuotes(m_expression), inQuotes(path), kStepLimit));
    }
    return *found;
}

ModulePattern::ModulePattern(std::string text, const std::string& place) : m_text(std::move(text)) {
    if (m_text.starts_with(kExpressionPrefix)) {
        m_expression.emplace_back(m_text.substr(kExpressionPrefix.size()), place);
    }
}

bool ModulePattern::matchesPath(std::string_view path) const {
    return isExpression() ? m_expression.front().matches(path) : m_text == path;
}

bool ModulePattern::isPartOfClass(std::string_view className) const {
    return isExpression() ? m_expression.front().matches(className)
                          : lowerCase(className).find(lowerCase(m_text)) != std::string::npos;
}

std::string escapedPattern(std::string_view text) {
    constexpr std::string_view kSpecial = "\\^$.|?*+()[]{}";
    std::string pattern;
    for (const char c : text) {
        if (kSpecial.find(c) != std::string_view::npos) {
            pattern += '\\';
        }
        pattern += c;
    }
    return pattern;
}

} // namespace salient
