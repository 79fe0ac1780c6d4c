// SPDX-License-Identifier: Apache-2.0
#include "core/templates/characters.h"

#include "core/tokenizer/utf8.h"

#include <unicode/locid.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <cstring>
#include <set>

namespace salient::templates {

using tokenization::appendUtf8;
using tokenization::codePointAt;
using tokenization::inspectUtf8;
using tokenization::kReplacementCharacter;
using tokenization::previousCharacter;
using tokenization::utf8Bytes;

std::string validUtf8(std::string_view bytes) {
    std::string text;
    text.reserve(bytes.size());
    for (size_t at = 0; at < bytes.size();) {
        const tokenization::Utf8Step step = inspectUtf8(bytes, at);
        text += step.valid ? bytes.substr(at, step.bytes) : kReplacementCharacter;
        at += step.bytes;
    }
    return text;
}

std::string shortened(std::string_view text) {
    constexpr size_t kLongest = 300;
    size_t end = std::min(text.size(), kLongest);
    while (end < text.size() && end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) {
        --end;
    }
    std::string result(text.substr(0, end));
    std::replace_if(
        result.begin(), result.end(), [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; }, ' ');
    return end < text.size() ? result + "…" : result;
}

bool isAscii(std::string_view text) {
    return std::none_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) >= 0x80; });
}

size_t characterCount(std::string_view text) {
    return static_cast<size_t>(std::count_if(text.begin(), text.end(),
                                             [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

size_t byteOffset(std::string_view text, size_t character) {
    size_t at = 0;
    while (character > 0 && at < text.size()) {
        at += utf8Bytes(text[at]);
        --character;
    }
    return at;
}

bool isPythonSpace(char32_t c) {
    if (c < 0x80) {
        return c == ' ' || (c >= 0x09 && c <= 0x0D) || (c >= 0x1C && c <= 0x1F);
    }
    return c == 0x85 || c == 0xA0 || c == 0x1680 || (c >= 0x2000 && c <= 0x200A) || c == 0x2028 || c == 0x2029 ||
           c == 0x202F || c == 0x205F || c == 0x3000;
}

bool isNameCharacter(char32_t c) {
    return c == '_' || u_isalnum(static_cast<UChar32>(c)) != 0;
}

bool isPrintable(char32_t c) {
    switch (u_charType(static_cast<UChar32>(c))) {
    case U_CONTROL_CHAR:
    case U_FORMAT_CHAR:
    case U_SURROGATE:
    case U_PRIVATE_USE_CHAR:
    case U_UNASSIGNED:
    case U_LINE_SEPARATOR:
    case U_PARAGRAPH_SEPARATOR:
        return false;
    case U_SPACE_SEPARATOR:
        return c == ' ';
    default:
        return true;
    }
}

bool isLetter(char32_t c) {
    return u_isalpha(static_cast<UChar32>(c)) != 0;
}

bool isDigit(char32_t c) {
    return u_isdigit(static_cast<UChar32>(c)) != 0;
}

static std::string fromIcu(const icu::UnicodeString& text) {
    std::string bytes;
    text.toUTF8String(bytes);
    return bytes;
}

static icu::UnicodeString toIcu(std::string_view text) {
    return icu::UnicodeString::fromUTF8(icu::StringPiece(text.data(), static_cast<int32_t>(text.size())));
}

std::string upperCase(std::string_view text) {
    return fromIcu(toIcu(text).toUpper(icu::Locale::getRoot()));
}

std::string lowerCase(std::string_view text) {
    return fromIcu(toIcu(text).toLower(icu::Locale::getRoot()));
}

std::string titleCase(std::string_view text) {
    std::string result;
    bool inWord = false;
    for (size_t at = 0; at < text.size(); at += utf8Bytes(text[at])) {
        const auto c = static_cast<UChar32>(codePointAt(text, at));
        appendUtf8(result, static_cast<char32_t>(inWord ? u_tolower(c) : u_totitle(c)));
        inWord = u_hasBinaryProperty(c, UCHAR_CASED) != 0;
    }
    return result;
}

std::string capitalized(std::string_view text) {
    if (text.empty()) {
        return {};
    }
    const size_t first = utf8Bytes(text[0]);
    std::string result;
    appendUtf8(result, static_cast<char32_t>(u_totitle(static_cast<UChar32>(codePointAt(text, 0)))));
    return result + lowerCase(text.substr(first));
}

size_t findText(std::string_view text, std::string_view needle, size_t from) {
    if (from > text.size()) {
        return std::string_view::npos;
    }
    // glibc's two-way search: std::string::find is quadratic on texts made for it.
    const void* found = memmem(text.data() + from, text.size() - from, needle.data(), needle.size());
    return found == nullptr ? std::string_view::npos
                            : static_cast<size_t>(static_cast<const char*>(found) - text.data());
}

StrippedRange strippedRange(std::string_view text, StripSide side, const std::string_view* characters) {
    std::set<char32_t> wanted;
    for (size_t at = 0; characters != nullptr && at < characters->size(); at += utf8Bytes((*characters)[at])) {
        wanted.insert(codePointAt(*characters, at));
    }
    const auto goes = [&](char32_t c) { return characters == nullptr ? isPythonSpace(c) : wanted.contains(c); };
    StrippedRange range{0, text.size()};
    while (side != StripSide::Right && range.begin < range.end && goes(codePointAt(text, range.begin))) {
        range.begin += utf8Bytes(text[range.begin]);
    }
    while (side != StripSide::Left && range.begin < range.end &&
           goes(codePointAt(text, previousCharacter(text, range.end)))) {
        range.end = previousCharacter(text, range.end);
    }
    return range;
}

} // namespace salient::templates
