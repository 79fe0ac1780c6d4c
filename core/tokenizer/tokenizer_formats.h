// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/tokenizer/pipeline.h"
#include "core/tokenizer/tokenizer_settings.h"

#include <filesystem>
#include <string>
#include <string_view>

namespace salient::tokenization {

// Readers of the formats that only hold a vocabulary; what it is used with comes from `settings` and is implied
// otherwise. All throw Error (input), naming the file, for content that is broken or of an unknown kind.

/// tokenizer.model of SentencePiece, Unigram or BPE: the ids and offsets of SentencePiece itself. Control pieces that
/// are typed out in a text become tokens unless EncodeOptions say otherwise.
Pipeline makeFromSentencePiece(std::string_view bytes, const std::string& file, const TokenizerSettings& settings);

/// Ranks as tiktoken has them, one "base64 rank" per line; which expression splits the text follows from the class, the
/// name of the file or the number of ranks.
Pipeline makeFromRanks(std::string_view bytes, const std::string& file, const TokenizerSettings& settings);

/// tekken.json of Mistral.
Pipeline makeFromTekken(const nlohmann::json& tekken, const std::string& file, const TokenizerSettings& settings);

/// vocab.json and merges.txt of a folder, used as tokenizer_class says.
Pipeline makeFromMerges(const std::filesystem::path& folder, const TokenizerSettings& settings);
/// Its "model", "normalizer" and "pre_tokenizer" as a tokenizer.json would have them.
nlohmann::json describeMerges(const std::filesystem::path& folder, const TokenizerSettings& settings);

} // namespace salient::tokenization
