// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/tokenizer/tokenizer.h"

#include <nlohmann/json.hpp>

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace salient::test {

/// tests/data/tokenizers
std::filesystem::path tokenizerData();

/// The folder SALIENT_TEST_MATERIALS names, for material that must not be shipped.
std::optional<std::filesystem::path> testMaterials();

std::string readText(const std::filesystem::path& path);

/// Loads a tokenizer from the contents of its files.
Tokenizer loadTokenizer(const nlohmann::json& tokenizer, const nlohmann::json& config = nullptr);

/// A tokenizer.json with this model and nothing else.
nlohmann::json tokenizerJson(const nlohmann::json& vocabulary, const nlohmann::json& merges);

/// An entry of added_tokens: special, not normalized, all flags off.
nlohmann::json addedToken(int id, const std::string& content);

/// tokenizer.json as openai-community/gpt2 and Qwen/Qwen2 have it, put together from the merges in tests/data.
nlohmann::json gpt2Json();
nlohmann::json qwen2Json();

/// tokenizer.json of Llama 3 from tiktoken ranks ("base64 rank" per line), as transformers converts them.
nlohmann::json llama3Json(const std::filesystem::path& ranks);

/// The texts and ids of llama.cpp's vocabulary tests, e.g. "gpt-2", in a folder.
struct Vector {
    std::string text;
    std::vector<int32_t> ids;
};
std::vector<Vector> readVectors(const std::filesystem::path& folder, const std::string& name);

} // namespace salient::test
