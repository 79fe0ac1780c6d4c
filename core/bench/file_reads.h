// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/run_context.h"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <span>

namespace salient {

/// Sum of the files' sizes.
int64_t totalBytes(std::span<const std::filesystem::path> files);

/// Asks the system to forget the files' pages (posix_fadvise DONTNEED, behind fdatasync); pages that somebody has
/// mapped stay. A request, never an error: residentBytes() says what became of it. Throws Error (input)
/// file.unreadable.
void dropFromMemory(std::span<const std::filesystem::path> files);

/// How much of the files the system holds in memory (mincore). Throws Error (input) file.unreadable.
int64_t residentBytes(std::span<const std::filesystem::path> files);

/// Seconds in which the disk gives all bytes past the page cache (O_DIRECT), four threads with blocks of 8 MiB each;
/// nothing where the file system has no such reads. Throws Error: (input) file.unreadable; cancelled.
std::optional<double> directReadSeconds(std::span<const std::filesystem::path> files, const RunContext& context);

} // namespace salient
