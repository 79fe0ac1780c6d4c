// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/tokenizer/regex.h"

#include <string>
#include <string_view>

namespace salient {

/// A regular expression on module paths as loaders apply it, with Python's `re.match`: it has to match from the first
/// character on and may end before the last.
class ModulePattern {
public:
    /// `place` begins the message. Throws Error (input) quantization.bad_config when the expression does not compile.
    ModulePattern(const std::string& pattern, const std::string& place);

    /// Throws Error (input) quantization.bad_config when the expression takes too many steps.
    bool matches(std::string_view module) const;

private:
    std::string m_pattern;
    std::string m_place;
    tokenization::Regex m_regex;
};

/// The expression that matches exactly this text.
std::string escapedPattern(std::string_view text);

} // namespace salient
