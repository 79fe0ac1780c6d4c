// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace salient::tokenization {

/// U+FFFD, what stands for bytes that are no UTF-8.
inline constexpr std::string_view kReplacementCharacter = "\xEF\xBF\xBD";

/// One step through bytes that may or may not be UTF-8.
struct Utf8Step {
    uint32_t bytes = 0;  ///< length of the character or of the bad part (Unicode 15, 3.9: maximal subpart); never 0
    bool valid = false;  ///< a whole character
    bool cutOff = false; ///< the bytes end inside a character that was good so far
};

/// Looks at the character that begins at `at` (< bytes.size()).
Utf8Step inspectUtf8(std::string_view bytes, size_t at);

/// Length in bytes of the character that begins with `first`; the text must be valid UTF-8.
inline uint32_t utf8Bytes(char first) {
    const auto byte = static_cast<unsigned char>(first);
    return byte < 0x80 ? 1 : byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : 4;
}

/// The character that begins at `at`; the text must be valid UTF-8.
inline char32_t codePointAt(std::string_view text, size_t at) {
    const auto byte = [&](size_t i) { return static_cast<char32_t>(static_cast<unsigned char>(text[at + i])); };
    switch (utf8Bytes(text[at])) {
    case 1:
        return byte(0);
    case 2:
        return (byte(0) & 0x1F) << 6 | (byte(1) & 0x3F);
    case 3:
        return (byte(0) & 0x0F) << 12 | (byte(1) & 0x3F) << 6 | (byte(2) & 0x3F);
    default:
        return (byte(0) & 0x07) << 18 | (byte(1) & 0x3F) << 12 | (byte(2) & 0x3F) << 6 | (byte(3) & 0x3F);
    }
}

/// Begin of the character that ends at `end` (> 0); the text must be valid UTF-8.
size_t previousCharacter(std::string_view text, size_t end);

void appendUtf8(std::string& out, char32_t character);
std::string toUtf8(char32_t character);

} // namespace salient::tokenization
