// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/checkpoint/mapped_file.h"

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

namespace salient {

/// Maps a text file. Throws Error (input) naming it: missing, a folder, unreadable, empty.
MappedFile mapTextFile(const std::filesystem::path& file);
/// What was mapped, without a leading UTF-8 byte-order mark; valid as long as `file`.
std::string_view textOf(const MappedFile& file);

/// Throws Error (input) naming `origin` when `text` is no text: NUL bytes, UTF-16, or more than 1 % of invalid UTF-8.
/// Returns the number of invalid bytes, which a tokenizer reads as U+FFFD.
int64_t checkIsText(std::string_view text, const std::string& origin);

/// The next position at or after `position` where a UTF-8 character starts.
size_t nextCharacter(std::string_view text, size_t position);

} // namespace salient
