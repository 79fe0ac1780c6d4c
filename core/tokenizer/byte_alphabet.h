// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

namespace salient::tokenization {

/// The 256 printable characters GPT-2 writes bytes with (github.com/openai/gpt-2, src/encoder.py, bytes_to_unicode):
/// printable Latin-1 stands for itself, the other bytes for U+0100 and up.
class ByteAlphabet {
public:
    ByteAlphabet();

    /// The character of a byte, as UTF-8 of one or two bytes.
    std::string_view character(unsigned char byte) const {
        return {m_characters[byte].data(), m_characters[byte][1] == '\0' ? size_t{1} : size_t{2}};
    }
    /// The byte of a character, or -1.
    int byteOf(char32_t character) const { return character < m_bytes.size() ? m_bytes[character] : -1; }

private:
    std::array<std::array<char, 2>, 256> m_characters{};
    std::array<int16_t, 0x144> m_bytes{}; // U+0143 is the last one
};

} // namespace salient::tokenization
