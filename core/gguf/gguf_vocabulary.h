// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/tokenizer/pipeline.h"

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace salient {

/// tokenizer.ggml.token_type; the numbers are those of SentencePiece's types.
enum class GgufTokenKind : int32_t { Normal = 1, Unknown = 2, Control = 3, UserDefined = 4, Unused = 5, Byte = 6 };

/// What a vocabulary is in GGUF: pieces of GPT-2's byte alphabet with merges ("gpt2"), or of SentencePiece with scores
/// ("llama").
struct GgufVocabulary {
    std::string model;
    std::string pre;                  ///< "default" for "llama"
    std::vector<std::string> merges;  ///< "a b", best first; of "gpt2"
    std::vector<float> scores;        ///< by id, as far as there are any; of "llama"
    std::vector<GgufTokenKind> kinds; ///< by id where the file says them (SentencePiece); else empty
    std::string unknownPiece;         ///< may be empty
    bool composesCharacters = false;  ///< NFC comes before all else, which llama.cpp does not do
};

/// Reads once more, from the folder's tokenizer files, what a Pipeline does not give out. Throws Error (input)
/// gguf.tokenizer.
GgufVocabulary readGgufVocabulary(const std::filesystem::path& folder, const tokenization::Pipeline& pipeline);

/// The merges that ranks imply: how byte pair encoding with the pieces of lower id puts each piece together.
std::vector<std::string> mergesOfRanks(const tokenization::Vocabulary& vocabulary);

} // namespace salient
