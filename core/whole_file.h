// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

namespace salient {

/// Writes a file so that it is there whole or not at all: under a temporary name beside it, synced, renamed. An
/// existing file is replaced. Throws Error (resource) with the code "file.write".
void writeWholeFile(const std::filesystem::path& file, std::string_view text);

/// The text of a file of at most `maxBytes`. Throws Error (input): file.unreadable, file.too_large.
std::string readWholeFile(const std::filesystem::path& file, int64_t maxBytes);

} // namespace salient
