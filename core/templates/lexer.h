// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace salient::templates {

enum class TokenKind { Data, BlockBegin, BlockEnd, OutputBegin, OutputEnd, Name, Text, Integer, Float, Operator, End };

struct Token {
    TokenKind kind = TokenKind::End;
    std::string text;      ///< of data and texts with escapes resolved, of numbers without underscores
    uint32_t position = 0; ///< byte of the source
};

/// A template's tokens as Jinja's lexer gives them with trim_blocks and lstrip_blocks (jinja2/lexer.py); the last one
/// is End. Comments, white space between tokens and raw blocks' tags are gone. `source` comes from normalizedSource().
/// Throws SyntaxFault.
std::vector<Token> readTokens(std::string_view source);

/// Valid UTF-8 with '\n' for every line end and without the last one, which Jinja drops.
std::string normalizedSource(std::string_view source);

} // namespace salient::templates
