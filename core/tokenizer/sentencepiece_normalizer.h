// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/tokenizer/normalizer.h"
#include "core/tokenizer/sentencepiece_file.h"

namespace salient::tokenization {

/// Normalizes as SentencePiece does (sentencepiece/src/normalizer.cc, Normalizer::Normalize): rules, spaces written as
/// U+2581, one in front, spare ones taken away. Throws Error (input) for a broken precompiled_charsmap.
///
/// The span of a byte reaches from what it came from to what the next byte came from, so that a token stands for the
/// bytes that SentencePiece says: all of it for the last byte of a character, nothing for those before.
NormalizerPtr makeSentencePieceNormalizer(const SentencePieceFile& model);

} // namespace salient::tokenization
