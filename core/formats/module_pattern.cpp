// SPDX-License-Identifier: Apache-2.0
#include "core/formats/module_pattern.h"

#include "core/checkpoint/json_file.h"
#include "kernels/error.h"

#include <fmt/format.h>

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

#include <algorithm>
#include <cctype>
#include <new>
#include <utility>

namespace salient {

namespace {

constexpr std::string_view kExpressionPrefix = "re:";
/// A path has some fifty characters; sensible expressions need a few hundred steps for it.
constexpr uint32_t kStepLimit = 200'000;

template <auto Free>
struct Freeing {
    template <typename T>
    void operator()(T* pointer) const {
        Free(pointer);
    }
};

std::string messageOf(int error) {
    PCRE2_UCHAR text[256] = {};
    pcre2_get_error_message(error, text, sizeof text);
    return reinterpret_cast<const char*>(text);
}

std::string lower(std::string_view text) {
    std::string result(text);
    std::transform(result.begin(), result.end(), result.begin(), [](unsigned char c) { return std::tolower(c); });
    return result;
}

} // namespace

struct PathExpression::Code {
    std::unique_ptr<pcre2_code, Freeing<pcre2_code_free>> code;
};

PathExpression::PathExpression(const std::string& expression, const std::string& place)
    : m_expression(expression), m_place(place) {
    int error = 0;
    size_t at = 0;
    auto code = std::make_shared<Code>();
    code->code.reset(pcre2_compile(reinterpret_cast<PCRE2_SPTR>(expression.data()), expression.size(),
                                   PCRE2_ANCHORED | PCRE2_UTF | PCRE2_NEVER_BACKSLASH_C, &error, &at, nullptr));
    if (!code->code) {
        throw inputError("quantization.bad_config", fmt::format("{}: {} is no regular expression: {} at offset {}.",
                                                                place, inQuotes(expression), messageOf(error), at));
    }
    m_code = std::move(code);
}

bool PathExpression::matches(std::string_view path) const {
    const std::unique_ptr<pcre2_match_data, Freeing<pcre2_match_data_free>> data(
        pcre2_match_data_create_from_pattern(m_code->code.get(), nullptr));
    const std::unique_ptr<pcre2_match_context, Freeing<pcre2_match_context_free>> context(
        pcre2_match_context_create(nullptr));
    if (!data || !context) {
        throw std::bad_alloc();
    }
    pcre2_set_match_limit(context.get(), kStepLimit);
    const int result = pcre2_match(m_code->code.get(), reinterpret_cast<PCRE2_SPTR>(path.data()), path.size(), 0, 0,
                                   data.get(), context.get());
    if (result == PCRE2_ERROR_NOMATCH) {
        return false;
    }
    if (result < 0) {
        throw inputError("quantization.bad_config",
                         fmt::format("{}: the expression {} could not be applied to the module {} ({}).", m_place,
                                     inQuotes(m_expression), inQuotes(path), messageOf(result)));
    }
    return true;
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
                          : lower(className).find(lower(m_text)) != std::string::npos;
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
