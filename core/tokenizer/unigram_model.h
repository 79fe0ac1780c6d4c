// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/tokenizer/model.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace salient::tokenization {

/// What a Unigram model is made of, whichever file it comes from.
struct UnigramParts {
    /// How sums of scores are kept: ties and near ties depend on it.
    enum class Sums {
        Double, ///< as tokenizers
        Single, ///< as SentencePiece
    };
    /// Which bytes the tokens of an unknown character stand for.
    enum class ByteOffsets {
        AllOfTheCharacter, ///< as tokenizers
        OwnByte,           ///< as SentencePiece
    };

    std::string file;
    Vocabulary vocabulary;
    std::vector<double> scores; ///< [id]
    std::vector<bool> isInText; ///< [id]: can be found in a text
    double unknownScore = 0.0;  ///< of a character that no piece begins with
    std::optional<int32_t> unknownId;
    bool byteFallback = false;
    Sums sums = Sums::Double;
    ByteOffsets byteOffsets = ByteOffsets::AllOfTheCharacter;
};

/// How much worse than the worst piece an unknown character is.
inline constexpr double kUnknownPenalty = 10.0;

/// The most probable pieces of a text: the path of highest score by Viterbi's algorithm (Kudo 2018; tokenizers
/// src/models/unigram/model.rs, encode_optimized; sentencepiece src/unigram_model.cc, EncodeOptimized).
ModelPtr makeUnigramModel(UnigramParts parts);

} // namespace salient::tokenization
