// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/json_fields.h"

#include <filesystem>
#include <optional>
#include <string>

// recipe.json and result.json as whoever wrote them left them: other versions, other hands. For .cpp files of core.

namespace salient {

/// A file that holds one JSON object. Throws Error (input): file.unreadable, file.too_large, json.invalid.
Json readRunJson(const std::filesystem::path& file);
/// The object in a text that readRunJson() gave; an empty object for "" and for what is none.
Json runJsonFromText(const std::string& text);

/// The value at a pointer ("/holdout/mean_kl") when it is there and of this kind.
std::optional<double> numberAt(const Json& json, const char* pointer);
std::optional<int64_t> countAt(const Json& json, const char* pointer);
std::string textAt(const Json& json, const char* pointer);

} // namespace salient
