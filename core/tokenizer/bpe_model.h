// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/tokenizer/merges.h"
#include "core/tokenizer/model.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace salient::tokenization {

/// What a BPE model is made of, whichever file it comes from.
struct BpeParts {
    std::string file;
    Vocabulary vocabulary;
    Merges merges;
    std::string prefix; ///< before characters that do not begin a word
    std::string suffix; ///< after the character that ends a word
    std::optional<std::string> unknownPiece;
    bool fuseUnknown = false;
    bool byteFallback = false;
    bool ignoreMerges = false; ///< a word that is a piece is that piece
    /// Pieces that are taken whole wherever they stand, the longest first, and merge with nothing (SentencePiece's
    /// user-defined symbols).
    std::vector<int32_t> indivisible;
};

ModelPtr makeBpeModel(BpeParts parts);

} // namespace salient::tokenization
