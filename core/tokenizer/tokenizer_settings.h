// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/tokenizer/vocabulary.h"

#include <nlohmann/json.hpp>

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

namespace salient::tokenization {

/// What lies beside a vocabulary that does not say how to use it: tokenizer_config.json, added_tokens.json,
/// special_tokens_map.json and the model_type of config.json. All may be missing.
class TokenizerSettings {
public:
    /// Throws Error (input) for a file that is there and broken.
    explicit TokenizerSettings(const std::filesystem::path& folder);

    /// tokenizer_class without "Fast", e.g. "Qwen2Tokenizer"; without one what the model_type implies; may be empty.
    std::string tokenizerClass() const;
    std::optional<bool> flag(const char* key) const;
    /// The content of a token such as "bos_token".
    std::optional<std::string> namedToken(const char* key) const;

    /// A list as "added_tokens" of tokenizer.json holds it: `implied` (tokens of the same form), what the files list,
    /// and the named tokens. A token without id has the vocabulary's or the next free one.
    nlohmann::json addedTokens(nlohmann::json implied, const Vocabulary& vocabulary) const;

    /// Where the files lie, for messages.
    const std::string& folder() const { return m_folder; }

private:
    std::string m_folder;
    nlohmann::json m_config;
    nlohmann::json m_addedTokens;
    nlohmann::json m_specialTokens;
    std::string m_modelType;
};

/// An entry of "added_tokens": special, not normalized, all flags off.
nlohmann::json specialToken(int64_t id, std::string_view content);

} // namespace salient::tokenization
