// SPDX-License-Identifier: Apache-2.0
#include "core/formats/module_pattern.h"

#include "core/checkpoint/json_file.h"
#include "kernels/error.h"

#include <fmt/format.h>

#include <stdexcept>

namespace salient {

namespace {

Error badPattern(const std::string& place, const std::string& pattern, const std::string& problem) {
    return inputError("quantization.bad_config", fmt::format("{}: the regular expression {} is not usable: {}.", place,
                                                             inQuotes(pattern), problem));
}

tokenization::Regex compiled(const std::string& pattern, const std::string& place) {
    try {
        return tokenization::Regex(pattern);
    } catch (const std::invalid_argument& problem) {
        throw badPattern(place, pattern, problem.what());
    }
}

} // namespace

ModulePattern::ModulePattern(const std::string& pattern, const std::string& place)
    : m_pattern(pattern), m_place(place), m_regex(compiled(pattern, place)) {}

bool ModulePattern::matches(std::string_view module) const {
    bool fromTheStart = false;
    try {
        m_regex.findAll(module, [&](uint32_t begin, uint32_t) { fromTheStart = fromTheStart || begin == 0; });
    } catch (const Error& error) {
        if (error.code() != "tokenizer.regex_limit") {
            throw;
        }
        throw badPattern(m_place, m_pattern, "it takes too many steps");
    }
    return fromTheStart;
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
