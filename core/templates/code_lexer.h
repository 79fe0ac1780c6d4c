// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/templates/lexer.h"

namespace salient::templates {

enum class CodeKind { Block, Output };

/// Reads the inside of one tag from `begin`, its begin and end tokens included; `tag` is where the tag itself begins.
/// Returns the byte after its end and what its end takes along. Throws SyntaxFault.
size_t readCode(std::string_view source, size_t begin, size_t tag, CodeKind kind, std::vector<Token>& tokens);

/// A quoted text without its quotes, escapes resolved as Python's "unicode-escape" does. Throws SyntaxFault.
std::string unescaped(std::string_view quoted, size_t position);

} // namespace salient::templates
