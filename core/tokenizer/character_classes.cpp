// SPDX-License-Identifier: Apache-2.0
#include "core/tokenizer/character_classes.h"

#include <unicode/uchar.h>

namespace salient::tokenization {

bool isWhitespace(char32_t character) {
    if (character < 0x80)
        return character == ' ' || (character >= '\t' && character <= '\r');
    return u_isUWhiteSpace(static_cast<UChar32>(character));
}

bool isNumeric(char32_t character) {
    if (character < 0x80)
        return character >= '0' && character <= '9';
    return (U_GET_GC_MASK(static_cast<UChar32>(character)) & U_GC_N_MASK) != 0;
}

bool isPunctuation(char32_t character) {
    if (character < 0x80)
        return (character >= '!' && character <= '/') || (character >= ':' && character <= '@') ||
               (character >= '[' && character <= '`') || (character >= '{' && character <= '~');
    return (U_GET_GC_MASK(static_cast<UChar32>(character)) & U_GC_P_MASK) != 0;
}

bool isWordCharacter(char32_t character) {
    const auto c = static_cast<UChar32>(character);
    return u_isUAlphabetic(c) || (U_GET_GC_MASK(c) & (U_GC_M_MASK | U_GC_ND_MASK | U_GC_PC_MASK)) != 0 ||
           u_hasBinaryProperty(c, UCHAR_JOIN_CONTROL);
}

namespace {

/// Whether Unicode had the character in its version `major`.
bool isOlderThan(char32_t character, uint8_t major) {
    UVersionInfo age;
    u_charAge(static_cast<UChar32>(character), age);
    return age[0] <= major;
}

bool isInCategory(char32_t character, uint32_t mask) {
    return (U_GET_GC_MASK(static_cast<UChar32>(character)) & mask) != 0;
}

} // namespace

bool isCombiningMark(char32_t character) {
    if (character < 0x300)
        return false;
    // Two marks of Vedic were letters later.
    const bool isMark = isInCategory(character, U_GC_M_MASK) || character == 0x1CF2 || character == 0x1CF3;
    return isMark && isOlderThan(character, 9) && character != 0x111C9;
}

bool isNonspacingMark(char32_t character) {
    if (character < 0x300)
        return false;
    // Characters whose category changed later.
    switch (character) {
    case 0x1734:
        return true;
    case 0x1885:
    case 0x1886:
    case 0xA9BD:
    case 0x111C9:
        return false;
    default:
        return isInCategory(character, U_GC_MN_MASK) && isOlderThan(character, 8);
    }
}

bool isControl(char32_t character) {
    return isInCategory(character, U_GC_CC_MASK | U_GC_CF_MASK | U_GC_CO_MASK) && isOlderThan(character, 8);
}

} // namespace salient::tokenization
