// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nlohmann/json.hpp>

#include <cstdint>
#include <optional>
#include <string>

namespace salient::tokenization {

// Parts of a tokenizer.json for files that only have a vocabulary, as the libraries that use such files imply them.

nlohmann::json byteLevelPart(bool addPrefixSpace, bool useRegex);

/// Words by an expression, then bytes.
nlohmann::json wordsThenBytes(const std::string& expression, bool addPrefixSpace = false);

/// Puts `begin` in front of the text and `end` behind it, each a piece with its id; null when there is neither.
struct NamedId {
    std::string piece;
    int32_t id = 0;
};
nlohmann::json templateAround(const std::optional<NamedId>& begin, const std::optional<NamedId>& end);

/// The splitting expressions, as their files spell them.
extern const char* const kQwen2Words;  ///< Qwen/Qwen2, tokenization_qwen2.py
extern const char* const kLlama3Words; ///< meta-llama/llama3, llama/tokenizer.py; cl100k_base matches the same
extern const char* const kO200kWords;  ///< openai/tiktoken, openai_public.py

} // namespace salient::tokenization
