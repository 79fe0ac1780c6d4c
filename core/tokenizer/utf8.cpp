// SPDX-License-Identifier: Apache-2.0
#include "core/tokenizer/utf8.h"

namespace salient::tokenization {

namespace {

struct ByteRange {
    unsigned char low = 0x80;
    unsigned char high = 0xBF;
};

/// How many bytes follow `lead`, or -1 for a byte that begins no character.
int followingBytes(unsigned char lead) {
    if (lead < 0x80)
        return 0;
    if (lead >= 0xC2 && lead <= 0xDF)
        return 1;
    if (lead >= 0xE0 && lead <= 0xEF)
        return 2;
    return lead >= 0xF0 && lead <= 0xF4 ? 3 : -1;
}

/// Unicode 15, table 3-7: what the second byte may be (no overlong forms, no surrogates, nothing above U+10FFFF).
ByteRange secondByte(unsigned char lead) {
    switch (lead) {
    case 0xE0:
        return {0xA0, 0xBF};
    case 0xED:
        return {0x80, 0x9F};
    case 0xF0:
        return {0x90, 0xBF};
    case 0xF4:
        return {0x80, 0x8F};
    default:
        return {};
    }
}

} // namespace

Utf8Step inspectUtf8(std::string_view bytes, size_t at) {
    const auto lead = static_cast<unsigned char>(bytes[at]);
    const int following = followingBytes(lead);
    if (following < 0)
        return {1, false, false};
    for (int i = 1; i <= following; ++i) {
        const auto length = static_cast<uint32_t>(i);
        if (at + length >= bytes.size())
            return {length, false, true};
        const ByteRange range = i == 1 ? secondByte(lead) : ByteRange{};
        const auto byte = static_cast<unsigned char>(bytes[at + length]);
        if (byte < range.low || byte > range.high)
            return {length, false, false};
    }
    return {static_cast<uint32_t>(following + 1), true, false};
}

size_t previousCharacter(std::string_view text, size_t end) {
    size_t begin = end - 1;
    while (begin > 0 && (static_cast<unsigned char>(text[begin]) & 0xC0) == 0x80)
        --begin;
    return begin;
}

void appendUtf8(std::string& out, char32_t character) {
    const auto put = [&](char32_t byte) { out.push_back(static_cast<char>(byte)); };
    if (character < 0x80) {
        put(character);
    } else if (character < 0x800) {
        put(0xC0 | character >> 6);
        put(0x80 | (character & 0x3F));
    } else if (character < 0x10000) {
        put(0xE0 | character >> 12);
        put(0x80 | (character >> 6 & 0x3F));
        put(0x80 | (character & 0x3F));
    } else {
        put(0xF0 | character >> 18);
        put(0x80 | (character >> 12 & 0x3F));
        put(0x80 | (character >> 6 & 0x3F));
        put(0x80 | (character & 0x3F));
    }
}

std::string toUtf8(char32_t character) {
    std::string text;
    appendUtf8(text, character);
    return text;
}

} // namespace salient::tokenization
