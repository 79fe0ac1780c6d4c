// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/bench/timing.h"
#include "core/model/packed_cache_folder.h"
#include "kernels/backend.h"

#include <cstdint>
#include <filesystem>
#include <optional>

namespace salient {

/// Starts of a model under one condition.
struct StartTiming {
    Timing ready;      ///< until the model can be asked
    Timing firstToken; ///< until it answered one token, which takes every weight
};

struct LoadBenchResult {
    int64_t bytes = 0; ///< of the weight files
    StartTiming cold;  ///< with the files dropped from memory before
    StartTiming warm;  ///< right after that
    /// From kept packed weights (core/model/packed_cache.h), dropped before and right after that; nothing where none
    /// are kept.
    std::optional<StartTiming> keptCold, keptWarm;
    int64_t residentBytes = 0; ///< of the files, that stayed in memory all the same: the most before any cold start
    std::optional<Timing> directRead; ///< of the same files past the page cache; nothing where that does not work

    /// 1e9 bytes per second of the files.
    double gbPerSecond(const Timing& timing) const { return gigaPerSecond(static_cast<double>(bytes), timing.median); }
    /// The cold start's speed up to its first token as a share of the disk's, of what it had to read: what another
    /// process has mapped stays in memory and is left out.
    std::optional<double> shareOfDisk() const {
        const double read = bytes > 0 ? 1.0 - static_cast<double>(residentBytes) / static_cast<double>(bytes) : 0.0;
        return directRead ? std::optional(read * directRead->median / cold.firstToken.median) : std::nullopt;
    }
};

/// Loads a model again and again: direct reads, cold and warm starts, without and with kept packed weights, take turns.
/// Emits Progress, and an issue where weights cannot be kept. Throws Error: what opening a model throws, and cancelled.
LoadBenchResult benchLoad(Backend& backend, const std::filesystem::path& folder, const PackedCacheSettings& settings,
                          int64_t repeats, const RunContext& context);

} // namespace salient
