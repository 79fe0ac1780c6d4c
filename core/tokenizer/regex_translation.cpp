// SPDX-License-Identifier: Apache-2.0
#include "core/tokenizer/regex_translation.h"

#include "core/tokenizer/utf8.h"

#include <fmt/format.h>
#include <unicode/uchar.h>

#include <algorithm>
#include <array>
#include <stdexcept>
#include <utility>

namespace salient::tokenization {

namespace {

// Word characters in Unicode (Oniguruma's regenc.h, ONIGENC_CTYPE_WORD). Outside classes its table for Latin-1 adds the
// superscripts and fractions.
constexpr std::string_view kWordInClass = R"(\p{Alphabetic}\p{M}\p{Nd}\p{Pc})";
constexpr std::string_view kWord = R"(\p{Alphabetic}\p{M}\p{Nd}\p{Pc}\xb2\xb3\xb9\xbc-\xbe)";
constexpr std::string_view kHexadecimal = "0-9A-Fa-f";

using NamePair = std::pair<std::string_view, std::string_view>;

/// POSIX brackets as Oniguruma reads them for Unicode.
constexpr std::array<NamePair, 11> kBrackets{{{"alpha", R"(\p{Alphabetic})"},
                                              {"alnum", R"(\p{Alphabetic}\p{Nd})"},
                                              {"digit", R"(\p{Nd})"},
                                              {"space", R"(\p{White_Space})"},
                                              {"blank", R"(\p{Zs}\t)"},
                                              {"upper", R"(\p{Uppercase})"},
                                              {"lower", R"(\p{Lowercase})"},
                                              {"punct", R"(\p{P}\p{S})"},
                                              {"cntrl", R"(\p{Cc})"},
                                              {"xdigit", kHexadecimal},
                                              {"word", kWordInClass}}};

/// Long names of general categories, which PCRE2 knows only by their letters.
constexpr std::array<NamePair, 7> kCategories{{{"letter", "L"},
                                               {"mark", "M"},
                                               {"number", "N"},
                                               {"punctuation", "P"},
                                               {"symbol", "S"},
                                               {"separator", "Z"},
                                               {"other", "C"}}};

class Translation {
public:
    explicit Translation(std::string_view pattern) : m_pattern(pattern) {}

    std::string run() {
        while (m_at < m_pattern.size())
            step();
        return std::move(m_out);
    }

private:
    [[noreturn]] void refuse(std::string_view construct) const {
        throw std::invalid_argument(fmt::format("{} at offset {} is not supported", construct, m_at));
    }
    char peek(size_t ahead) const { return m_at + ahead < m_pattern.size() ? m_pattern[m_at + ahead] : '\0'; }
    void copy(size_t bytes) {
        m_out.append(m_pattern.substr(m_at, bytes));
        m_at += bytes;
    }
    void replace(size_t bytes, std::string_view with) {
        m_out.append(with);
        m_at += bytes;
    }

    void step() {
        switch (peek(0)) {
        case '\\':
            return escape();
        case '[':
            return characterClass();
        case '(':
            return group();
        case '{':
            return interval();
        default:
            return copy(utf8Bytes(peek(0)));
        }
    }

    void escape() {
        switch (peek(1)) {
        case 'w':
            return replace(2, fmt::format("[{}]", kWord));
        case 'W':
            return replace(2, fmt::format("[^{}]", kWord));
        case 'h':
            return replace(2, fmt::format("[{}]", kHexadecimal));
        case 'H':
            return replace(2, fmt::format("[^{}]", kHexadecimal));
        case 'b':
            return replace(2, fmt::format("(?:(?<=[{0}])(?![{0}])|(?<![{0}])(?=[{0}]))", kWord));
        case 'B':
            return replace(2, fmt::format("(?:(?<=[{0}])(?=[{0}])|(?<![{0}])(?![{0}]))", kWord));
        case 'O':
            return replace(2, "(?s:.)");
        default:
            return commonEscape("AzZGKRXN123456789");
        }
    }

    /// Escapes that mean the same inside and outside a class; `also` lists those good only here.
    void commonEscape(std::string_view also) {
        const char kind = peek(1);
        if (kind == 's')
            return replace(2, R"(\p{White_Space})");
        if (kind == 'S')
            return replace(2, R"(\P{White_Space})");
        if (kind == 'v')
            return replace(2, R"(\x0b)");
        if (kind == 'p' || kind == 'P')
            return property();
        if (kind == 'u') {
            const std::string_view digits = m_pattern.substr(std::min(m_at + 2, m_pattern.size())).substr(0, 4);
            return replace(2 + digits.size(), fmt::format("\\x{{{}}}", digits));
        }
        const bool letter = (kind >= 'A' && kind <= 'Z') || (kind >= 'a' && kind <= 'z');
        const bool digit = kind >= '0' && kind <= '9';
        if (kind == '\0' || ((letter || digit) && std::string_view("tnrfaedDx0").find(kind) == std::string_view::npos &&
                             also.find(kind) == std::string_view::npos))
            refuse(fmt::format("the escape \\{}", kind == '\0' ? ' ' : kind));
        copy(1 + utf8Bytes(kind));
    }

    void property() {
        const size_t close = m_pattern.find('}', m_at);
        if (peek(2) != '{' || close == std::string_view::npos)
            refuse("a property without braces");
        std::string_view name = m_pattern.substr(m_at + 3, close - m_at - 3);
        const std::string_view caret = name.starts_with('^') ? "^" : "";
        name.remove_prefix(caret.size());
        const std::string length = fmt::format("\\{}{{{}{}}}", peek(1), caret, propertyName(std::string(name)));
        replace(close + 1 - m_at, length);
    }

    static std::string propertyName(const std::string& name) {
        std::string lower = name;
        std::transform(lower.begin(), lower.end(), lower.begin(), [](unsigned char c) { return std::tolower(c); });
        for (const auto& [longName, category] : kCategories)
            if (lower == longName)
                return std::string(category);
        const int32_t category = u_getPropertyValueEnum(UCHAR_GENERAL_CATEGORY_MASK, name.c_str());
        if (category != UCHAR_INVALID_CODE && name.size() <= 2)
            return name;
        const bool script = u_getPropertyValueEnum(UCHAR_SCRIPT, name.c_str()) != UCHAR_INVALID_CODE;
        return script ? "sc:" + name : name;
    }

    void characterClass() {
        copy(peek(1) == '^' ? 2 : 1);
        if (peek(0) == ']')
            refuse("a class that begins with ]");
        while (peek(0) != ']') {
            if (m_at >= m_pattern.size())
                refuse("a class without end");
            if (peek(0) == '\\')
                classEscape();
            else if (peek(0) == '[')
                posixBracket();
            else if (peek(0) == '&' && peek(1) == '&')
                refuse("the intersection &&");
            else
                copy(utf8Bytes(peek(0)));
        }
        copy(1);
    }

    void classEscape() {
        switch (peek(1)) {
        case 'w':
            return replace(2, kWordInClass);
        case 'h':
            return replace(2, kHexadecimal);
        case 'W':
        case 'H':
            refuse(fmt::format("the escape \\{} in a class", peek(1)));
        default:
            return commonEscape("b");
        }
    }

    void posixBracket() {
        const size_t close = m_pattern.find(":]", m_at);
        if (peek(1) != ':' || close == std::string_view::npos)
            refuse("a class within a class");
        const std::string_view name = m_pattern.substr(m_at + 2, close - m_at - 2);
        for (const auto& [bracket, members] : kBrackets)
            if (name == bracket)
                return replace(close + 2 - m_at, members);
        refuse(fmt::format("the bracket [:{}:]", name));
    }

    void group() {
        if (peek(1) != '?')
            return copy(1);
        const std::string_view rest = m_pattern.substr(m_at + 2);
        for (const std::string_view kind : {":", "=", "!", ">", "<=", "<!"})
            if (rest.starts_with(kind))
                return copy(2 + kind.size());
        if (rest.starts_with("<") || rest.starts_with("#"))
            return copy(3);
        options(rest);
    }

    void options(std::string_view rest) {
        const size_t end = rest.find_first_of(":)");
        const std::string_view letters = rest.substr(0, end);
        if (end == std::string_view::npos || letters.find_first_not_of("imx-") != std::string_view::npos)
            refuse(fmt::format("the group (?{}", letters));
        if (rest[end] == ')' && m_at != 0)
            refuse("an option in the middle");
        std::string renamed(letters);
        std::replace(renamed.begin(), renamed.end(), 'm', 's');
        replace(2 + end + 1, fmt::format("(?{}{}", renamed, rest[end]));
    }

    void interval() {
        const size_t close = m_pattern.find('}', m_at);
        if (close == std::string_view::npos)
            return copy(1);
        const std::string_view inside = m_pattern.substr(m_at + 1, close - m_at - 1);
        const bool numeric = !inside.empty() && inside.find_first_not_of("0123456789,") == std::string_view::npos;
        if (!numeric || inside == ",")
            return copy(1);
        const char after = close + 1 < m_pattern.size() ? m_pattern[close + 1] : '\0';
        if (after == '+' || (after == '?' && inside.find(',') == std::string_view::npos))
            refuse(fmt::format("{{{}}}{}", inside, after));
        replace(close + 1 - m_at, fmt::format("{{{}{}}}", inside.starts_with(',') ? "0" : "", inside));
    }

    std::string_view m_pattern;
    size_t m_at = 0;
    std::string m_out;
};

} // namespace

std::string translateRegex(std::string_view oniguruma) {
    return Translation(oniguruma).run();
}

} // namespace salient::tokenization
