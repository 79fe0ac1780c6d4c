// SPDX-License-Identifier: Apache-2.0
#include "core/tokenizer/byte_alphabet.h"

#include "core/tokenizer/utf8.h"

#include <algorithm>

namespace salient::tokenization {

namespace {

bool standsForItself(char32_t byte) {
    return (byte >= '!' && byte <= '~') || (byte >= 0xA1 && byte <= 0xAC) || byte >= 0xAE;
}

} // namespace

ByteAlphabet::ByteAlphabet() {
    m_bytes.fill(-1);
    char32_t next = 0x100;
    for (char32_t byte = 0; byte < 256; ++byte) {
        const char32_t character = standsForItself(byte) ? byte : next++;
        const std::string text = toUtf8(character);
        std::copy(text.begin(), text.end(), m_characters[byte].begin());
        m_bytes[character] = static_cast<int16_t>(byte);
    }
}

} // namespace salient::tokenization
