// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <optional>

namespace salient::tokenization {

/// The kinds of files a tokenizer can be read from.
enum class TokenizerFormat { TokenizerJson, SentencePiece, Tiktoken, VocabularyAndMerges, Tekken };

struct TokenizerSource {
    TokenizerFormat format = TokenizerFormat::TokenizerJson;
    std::filesystem::path file; ///< vocab.json for VocabularyAndMerges
};

/// The file of a model folder that transformers would use: tokenizer.json before all others, then what the
/// tokenizer_class goes by, then whatever is there. None when there is no file of a known kind. Throws Error (input)
/// when a file that decides cannot be read.
std::optional<TokenizerSource> findTokenizer(const std::filesystem::path& folder);

} // namespace salient::tokenization
