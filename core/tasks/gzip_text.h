// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>

namespace salient {

/// Whether the bytes begin as a gzip file does (RFC 1952, section 2.3.1).
bool isGzip(std::span<const std::byte> bytes);

/// The text of a gzip file, all its members one after the other. Throws Error (input) naming `origin`: gzip.damaged,
/// gzip.too_large for more than `maxBytes`.
std::string gunzip(std::span<const std::byte> bytes, const std::string& origin, int64_t maxBytes);

} // namespace salient
