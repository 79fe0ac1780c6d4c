// SPDX-License-Identifier: Apache-2.0
#include "core/templates/code_lexer.h"

#include "core/templates/characters.h"
#include "core/templates/fault.h"
#include "core/tokenizer/utf8.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <charconv>

namespace salient::templates {

namespace {

bool isDecimal(char c) {
    return c >= '0' && c <= '9';
}

class CodeLexer {
public:
    CodeLexer(std::string_view source, size_t begin, CodeKind kind, std::vector<Token>& tokens)
        : m_source(source), m_at(begin), m_kind(kind), m_tokens(tokens) {}

    size_t run(size_t tag) {
        const bool isBlock = m_kind == CodeKind::Block;
        add(isBlock ? TokenKind::BlockBegin : TokenKind::OutputBegin, "", tag);
        while (m_at < m_source.size()) {
            const size_t position = m_at;
            if (m_open.empty() && atEnd()) {
                add(isBlock ? TokenKind::BlockEnd : TokenKind::OutputEnd, "", position);
                return m_at;
            }
            readToken();
        }
        throw SyntaxFault("begins a tag that does not end", tag);
    }

private:
    void add(TokenKind kind, std::string text, size_t position) {
        m_tokens.push_back({kind, std::move(text), static_cast<uint32_t>(position)});
    }
    std::string_view rest() const { return m_source.substr(m_at); }

    /// Goes past the end of the tag if it is here, with the white space that "-" or trim_blocks takes along.
    bool atEnd() {
        const std::string_view close = m_kind == CodeKind::Block ? "%}" : "}}";
        const bool isSigned = rest().starts_with('-') || (m_kind == CodeKind::Block && rest().starts_with('+'));
        if (rest().substr(isSigned ? 1 : 0, 2) != close) {
            return false;
        }
        const char sign = isSigned ? m_source[m_at] : '\0';
        m_at += isSigned ? 3 : 2;
        if (sign == '-') {
            m_at += strippedRange(rest(), StripSide::Left).begin;
        } else if (sign == 0 && m_kind == CodeKind::Block && rest().starts_with('\n')) {
            ++m_at;
        }
        return true;
    }

    void readToken() {
        const char c = m_source[m_at];
        const char32_t character = tokenization::codePointAt(m_source, m_at);
        if (isPythonSpace(character)) {
            m_at += tokenization::utf8Bytes(c);
        } else if (isDecimal(c)) {
            readNumber();
        } else if (isNameCharacter(character)) {
            readName();
        } else if (c == '\'' || c == '"') {
            readText();
        } else {
            readOperator();
        }
    }

    void readName() {
        const size_t begin = m_at;
        while (m_at < m_source.size() && isNameCharacter(tokenization::codePointAt(m_source, m_at))) {
            m_at += tokenization::utf8Bytes(m_source[m_at]);
        }
        add(TokenKind::Name, std::string(m_source.substr(begin, m_at - begin)), begin);
    }

    void readText() {
        const size_t begin = m_at;
        const char quote = m_source[m_at++];
        while (m_at < m_source.size() && m_source[m_at] != quote) {
            m_at += m_source[m_at] == '\\' ? 2 : 1;
        }
        if (m_at >= m_source.size()) {
            throw SyntaxFault("begins a quoted text that does not end", begin);
        }
        add(TokenKind::Text, unescaped(m_source.substr(begin + 1, m_at - begin - 1), begin), begin);
        ++m_at;
    }

    /// Digits with single underscores between them, from `at`; returns the end.
    template <class IsDigit>
    size_t digitsEnd(size_t at, IsDigit isDigitHere) const {
        const auto here = [&](size_t i) { return i < m_source.size() && isDigitHere(m_source[i]); };
        while (here(at) || (at < m_source.size() && m_source[at] == '_' && here(at + 1))) {
            ++at;
        }
        return at;
    }

    size_t floatEnd() const {
        const size_t whole = digitsEnd(m_at, isDecimal);
        const auto here = [&](size_t i) { return i < m_source.size() ? m_source[i] : '\0'; };
        size_t end = whole;
        if (here(end) == '.' && isDecimal(here(end + 1))) {
            end = digitsEnd(end + 1, isDecimal);
        }
        if (here(end) == 'e' || here(end) == 'E') {
            const size_t digits = end + (here(end + 1) == '+' || here(end + 1) == '-' ? 2 : 1);
            end = isDecimal(here(digits)) ? digitsEnd(digits, isDecimal) : end;
        }
        return end == whole ? m_at : end;
    }

    size_t integerEnd() const {
        const char base = m_at + 1 < m_source.size() && m_source[m_at] == '0'
                              ? static_cast<char>(std::tolower(static_cast<unsigned char>(m_source[m_at + 1])))
                              : '\0';
        const auto isHex = [](char c) { return std::isxdigit(static_cast<unsigned char>(c)) != 0; };
        size_t end = m_at;
        if (base == 'x') {
            end = digitsEnd(m_at + 2, isHex);
        } else if (base == 'o') {
            end = digitsEnd(m_at + 2, [](char c) { return c >= '0' && c <= '7'; });
        } else if (base == 'b') {
            end = digitsEnd(m_at + 2, [](char c) { return c == '0' || c == '1'; });
        }
        if (end > m_at + 2) {
            return end;
        }
        // Python has no numbers such as 007; Jinja reads 00 and 7.
        return m_source[m_at] == '0' ? digitsEnd(m_at, [](char c) { return c == '0'; }) : digitsEnd(m_at, isDecimal);
    }

    void readNumber() {
        const size_t begin = m_at;
        const bool afterDot = begin > 0 && m_source[begin - 1] == '.';
        const size_t end = afterDot ? begin : floatEnd();
        const TokenKind kind = end > begin ? TokenKind::Float : TokenKind::Integer;
        m_at = end > begin ? end : integerEnd();
        std::string digits(m_source.substr(begin, m_at - begin));
        std::erase(digits, '_');
        add(kind, std::move(digits), begin);
    }

    void readOperator() {
        constexpr std::array<std::string_view, 26> kOperators{"//", "**", "==", "!=", ">=", "<=", "+", "-", "/",
                                                              "*",  "%",  "~",  "[",  "]",  "(",  ")", "{", "}",
                                                              ">",  "<",  "=",  ".",  ":",  "|",  ",", ";"};
        const auto* found = std::find_if(kOperators.begin(), kOperators.end(),
                                         [&](std::string_view text) { return rest().starts_with(text); });
        if (found == kOperators.end()) {
            const std::string_view bad = rest().substr(0, tokenization::utf8Bytes(m_source[m_at]));
            throw SyntaxFault(fmt::format("has an unexpected character \"{}\"", bad), m_at);
        }
        balance((*found)[0]);
        add(TokenKind::Operator, std::string(*found), m_at);
        m_at += found->size();
    }

    void balance(char c) {
        if (c == '(' || c == '[' || c == '{') {
            m_open += c == '(' ? ')' : c == '[' ? ']' : '}';
        } else if (c == ')' || c == ']' || c == '}') {
            if (m_open.empty() || m_open.back() != c) {
                throw SyntaxFault(m_open.empty() ? fmt::format("has an unexpected '{}'", c)
                                                 : fmt::format("has a '{}', expected '{}'", c, m_open.back()),
                                  m_at);
            }
            m_open.pop_back();
        }
    }

    std::string_view m_source;
    size_t m_at;
    CodeKind m_kind;
    std::vector<Token>& m_tokens;
    std::string m_open; ///< the closing brackets that are awaited
};

/// Digits of \x, \u and \U; how many there must be.
size_t hexDigits(char letter) {
    return letter == 'x' ? 2 : letter == 'u' ? 4 : letter == 'U' ? 8 : 0;
}

/// Appends the character of an escape that begins after the backslash at `at`; returns where it ends.
size_t appendNumbered(std::string_view text, size_t at, size_t position, std::string& out) {
    const bool isOctal = text[at] >= '0' && text[at] <= '7';
    const size_t begin = isOctal ? at : at + 1;
    size_t end = begin + (isOctal ? 3 : hexDigits(text[at]));
    if (isOctal) {
        end = std::min(end, text.find_first_not_of("01234567", begin));
    }
    end = std::min(end, text.size());
    uint32_t number = 0;
    const auto read = std::from_chars(text.data() + begin, text.data() + end, number, isOctal ? 8 : 16);
    const bool complete = read.ptr == text.data() + end && (isOctal || end - begin == hexDigits(text[at]));
    if (!complete || number > 0x10FFFF) {
        throw SyntaxFault("has an incomplete escape in a quoted text", position);
    }
    const bool isSurrogate = number >= 0xD800 && number < 0xE000;
    tokenization::appendUtf8(out, isSurrogate ? U'\uFFFD' : static_cast<char32_t>(number));
    return end;
}

} // namespace

size_t readCode(std::string_view source, size_t begin, size_t tag, CodeKind kind, std::vector<Token>& tokens) {
    return CodeLexer(source, begin, kind, tokens).run(tag);
}

std::string unescaped(std::string_view quoted, size_t position) {
    constexpr std::string_view kLetters = "\\'\"abfnrtv";
    constexpr std::string_view kMeanings = "\\'\"\a\b\f\n\r\t\v";
    std::string text;
    for (size_t at = 0; at < quoted.size();) {
        if (quoted[at] != '\\' || at + 1 == quoted.size()) {
            text += quoted[at++];
            continue;
        }
        const char c = quoted[++at];
        if (const size_t simple = kLetters.find(c); simple != std::string_view::npos) {
            text += kMeanings[simple];
            ++at;
        } else if (c == '\n') {
            ++at; // a line that goes on
        } else if (hexDigits(c) > 0 || (c >= '0' && c <= '7')) {
            at = appendNumbered(quoted, at, position, text);
        } else {
            text += '\\';
        }
    }
    return text;
}

} // namespace salient::templates
