// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

// What Python's str knows about characters, on UTF-8. All texts given must be valid UTF-8 unless said otherwise.

namespace salient::templates {

/// Valid UTF-8: every maximal bad part becomes one U+FFFD.
std::string validUtf8(std::string_view bytes);

/// For messages: control characters as spaces, at most some hundred bytes.
std::string shortened(std::string_view text);

bool isAscii(std::string_view text);
/// Python's len().
size_t characterCount(std::string_view text);
/// Byte offset of a character by its number; text.size() past the end.
size_t byteOffset(std::string_view text, size_t character);

/// str.isspace of one character.
bool isPythonSpace(char32_t character);
/// Goes on in names (Python's \w).
bool isNameCharacter(char32_t character);
/// Shown as it is by repr().
bool isPrintable(char32_t character);
/// As the methods of str: isalpha, isdigit, isalnum.
bool isLetter(char32_t character);
bool isDigit(char32_t character);

/// str.upper, str.lower, str.title and str.capitalize (Unicode's full mappings, no language).
std::string upperCase(std::string_view text);
std::string lowerCase(std::string_view text);
std::string titleCase(std::string_view text);
std::string capitalized(std::string_view text);

/// Position of `needle` at or after `from`, or npos; takes time linear in both, whatever they hold.
size_t findText(std::string_view text, std::string_view needle, size_t from = 0);

/// What str.strip leaves: [begin, end) without the white space, or without the characters of `characters`.
struct StrippedRange {
    size_t begin = 0;
    size_t end = 0;
};
enum class StripSide { Left, Right, Both };
StrippedRange strippedRange(std::string_view text, StripSide side, const std::string_view* characters = nullptr);

} // namespace salient::templates
