// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace salient::tokenization {

/// Unicode's White_Space, as Rust's char::is_whitespace.
bool isWhitespace(char32_t character);

/// Categories Nd, Nl and No, as Rust's char::is_numeric.
bool isNumeric(char32_t character);

/// ASCII punctuation and symbols, or any category P*, as the Punctuation pre-tokenizer understands it.
bool isPunctuation(char32_t character);

/// What \w means in Rust's regex crate: alphabetic, marks, decimal digits, connectors, joiners.
bool isWordCharacter(char32_t character);

/// Any mark in the Unicode of StripAccents (crate unicode-normalization-alignments: Unicode 9).
bool isCombiningMark(char32_t character);

/// Category Mn in the Unicode of BertNormalizer (crate unicode_categories: Unicode 8).
bool isNonspacingMark(char32_t character);

/// Categories Cc, Cf and Co in the Unicode of BertNormalizer.
bool isControl(char32_t character);

} // namespace salient::tokenization
