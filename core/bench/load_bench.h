// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/bench/timing.h"
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
    int64_t bytes = 0;         ///< of the weight files
    StartTiming cold;          ///< with the files dropped from memory before
    StartTiming warm;          ///< right after that
    int64_t residentBytes = 0; ///< of the files, that stayed in memory all the same: the most before any cold start
    std::optional<Timing> directRead; ///< of the same files past the page cache; nothing where that does not work

    /// 1e9 bytes per second of the files.
    double gbPerSecond(const Timing& timing) const { return gigaPerSecond(static_cast<double>(bytes), timing.median); }
    /// The cold start's speed up to its first token as a share of the disk's.
    std::optional<double> shareOfDisk() const {
        return directRead ? std::optional(directRead->median / cold.firstToken.median) : std::nullopt;
    }
};

/// Loads a model again and again: direct reads, cold starts and warm starts take turns. Emits Progress. Throws Error:
/// what opening a model throws, and cancelled.
LoadBenchResult benchLoad(Backend& backend, const std::filesystem::path& folder, int64_t repeats,
                          const RunContext& context);

} // namespace salient
