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

} // namespace salient::tokenization
