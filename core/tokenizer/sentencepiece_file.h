// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace salient::tokenization {

/// What a SentencePiece model file says (sentencepiece/src/sentencepiece_model.proto), as far as encoding needs it.
/// Numbers and defaults are those of the schema.
struct SentencePieceFile {
    enum class Algorithm { Unigram = 1, Bpe = 2, Word = 3, Character = 4 };
    enum class Kind { Normal = 1, Unknown = 2, Control = 3, UserDefined = 4, Unused = 5, Byte = 6 };
    struct Piece {
        std::string text;
        float score = 0.0F;
        Kind kind = Kind::Normal;
    };

    std::string file;
    std::vector<Piece> pieces; ///< by id
    Algorithm algorithm = Algorithm::Unigram;
    bool byteFallback = false;
    bool treatsWhitespaceAsSuffix = false;
    int32_t bosId = 1; ///< -1: none
    int32_t eosId = 2; ///< -1: none
    std::string characterMap;
    bool addsDummyPrefix = true;
    bool removesExtraWhitespace = true;
    bool escapesWhitespace = true;
};

/// Throws Error (input) naming `file` for bytes that are no model of SentencePiece.
SentencePieceFile parseSentencePieceFile(std::string_view bytes, const std::string& file);

} // namespace salient::tokenization
