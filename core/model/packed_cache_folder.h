// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/model/packed_cache_file.h"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace salient {

/// Where packed weights are kept between starts, and how much.
struct PackedCacheSettings {
    std::filesystem::path folder;          ///< empty: nothing is kept
    std::optional<int64_t> mostBytes = {}; ///< of all files; by default the smaller of 20 GB and a tenth of the disk's
                                           ///< free room, these files counted as free
    int64_t smallestBytes = 4'000'000;     ///< models with less are packed as fast as they are read

    /// userCacheFolder("packed"), $SALIENT_CACHE_MOST_BYTES and $SALIENT_CACHE_SMALLEST_BYTES. Throws Error (usage) for
    /// one that is no number.
    static PackedCacheSettings ofUser();
    int64_t limit() const;
};

/// A file of the folder.
struct KeptWeights {
    std::filesystem::path file;
    int64_t bytes = 0;
    int64_t lastUsed = 0;              ///< seconds since 1970
    std::optional<PackedCacheKey> key; ///< nothing when the file is damaged
};

/// All of them, the one used last first. What is no file of packed weights is left alone and not listed.
std::vector<KeptWeights> keptWeights(const std::filesystem::path& folder);

/// Why a file is of no use any more: its model is gone, or it is damaged; empty when neither.
std::string reasonToForget(const KeptWeights& kept);

/// Removes files of the folder that were never finished, an hour after their last byte, and then those unused for
/// longest, until `wanted` more bytes keep within the limit; `spared` is about to be replaced and counts as gone. False
/// when `wanted` alone is more.
bool makeRoom(const PackedCacheSettings& settings, int64_t wanted, const std::filesystem::path& spared);

} // namespace salient
