// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/model/packed_cache_file.h"

#include <array>
#include <utility>

namespace salient {

inline constexpr std::array<char, 8> kPackedCacheMagic{'S', 'A', 'L', 'P', 'A', 'C', 'K', '1'};
inline constexpr int64_t kPackedCacheAlignment = 4096;

/// The first bytes of a file of packed weights.
struct PackedCachePrefix {
    std::array<char, 8> magic = kPackedCacheMagic;
    uint64_t headerBytes = 0;
    uint64_t headerSum = 0; ///< xxh64 of the header
};

/// How the names of such files end.
inline constexpr const char* kPackedCacheEnding = ".packed";
/// What the temporary name of a file that is being written has behind the final one.
inline constexpr const char* kPartialMark = ".partial-";

/// The next multiple of kPackedCacheAlignment: where weights begin, the first one behind prefix and header.
constexpr int64_t alignedPackedOffset(int64_t offset) {
    return (offset + kPackedCacheAlignment - 1) / kPackedCacheAlignment * kPackedCacheAlignment;
}

/// The header as text; offsets count from the first weight.
std::string packedCacheHeader(const PackedCacheKey& key,
                              const std::vector<std::pair<std::string, PackedCacheEntry>>& entries);

/// Reads it back, with offsets from the beginning of the file, and returns the size that the file must have. Throws
/// Error (input) cache.damaged naming `file`.
int64_t readPackedCacheHeader(const std::string& text, const std::filesystem::path& file, int64_t begin,
                              PackedCacheKey& key, std::map<std::string, PackedCacheEntry>& entries);

} // namespace salient
