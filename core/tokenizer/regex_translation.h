// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace salient::tokenization {

/// Rewrites an expression from the syntax of tokenizer.json (Oniguruma, UTF-8) into PCRE2's, so that both match the
/// same: \s is Unicode's White_Space (PCRE2 adds U+180E), \w knows marks and connectors, \h is a hexadecimal digit,
/// \p{Han} is the script without its extensions, (?m) lets the dot match line ends.
/// Throws std::invalid_argument naming the construct for what has no equal: class intersections and nested classes,
/// calls of groups, absent operators, {n,m}+ and {n}?, options in the middle.
std::string translateRegex(std::string_view oniguruma);

} // namespace salient::tokenization
