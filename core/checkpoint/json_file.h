// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nlohmann/json_fwd.hpp>

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

namespace salient {

/// What a JSON text from outside may hold at most.
struct JsonLimits {
    int64_t bytes = 100'000'000;
    int depth = 32;
    int64_t values = 8'000'000; ///< keys, and values that are not objects or arrays
};

/// Limits of the small files that keep the order of their keys (looking up a key there takes time linear in the keys).
inline constexpr JsonLimits kSmallJson{.bytes = 16'000'000, .depth = 32, .values = 50'000};

/// Parses JSON that may come from anywhere. `where` begins the message, e.g. "/m/config.json".
/// Throws Error (input): json.invalid with the byte, json.duplicate_key, json.too_deep, json.too_large.
nlohmann::json parseJson(std::string_view text, const std::string& where, const JsonLimits& limits = {});

/// The same, with the keys in the order of the text.
nlohmann::ordered_json parseOrderedJson(std::string_view text, const std::string& where,
                                        const JsonLimits& limits = kSmallJson);

/// Whole text of a regular file of at most `maxBytes`. Throws Error (input): file.missing, file.unreadable,
/// json.too_large.
std::string readTextFile(const std::filesystem::path& file, int64_t maxBytes);

/// readTextFile and parseOrderedJson; the top level must be an object (json.not_an_object).
nlohmann::ordered_json readJsonFile(const std::filesystem::path& file);

/// 'text' for a sentence: control characters replaced, long texts shortened in the middle.
std::string inQuotes(std::string_view text);

} // namespace salient
