// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nlohmann/json_fwd.hpp>

#include <filesystem>
#include <string>

namespace salient::tokenization {

/// All bytes of a file of a tokenizer. Throws Error (input) for a file that cannot be read or is larger than any.
std::string readTokenizerFile(const std::filesystem::path& path);

/// Reads JSON; throws Error (input) for what is none or nested too deep.
nlohmann::json readTokenizerJson(const std::filesystem::path& path);

/// The same for a file that should hold an object; an empty object when there is no such file.
nlohmann::json readObjectIfThere(const std::filesystem::path& path);

} // namespace salient::tokenization
