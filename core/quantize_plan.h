// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/quantize_model.h"
#include "core/quantizers/block_statistics.h"

namespace salient {

/// Sequences that go through a block at once.
int64_t sliceSequences(const Recipe& recipe);

/// Which samples the statistics keep for `sequences` calibration sequences.
BlockStatistics::Options statisticsOptions(const Recipe& recipe, int64_t sequences);

/// Bytes that the run will hold at most, mapped files included.
int64_t plannedPeakBytes(const Recipe& recipe, const ModelConfig& config);

} // namespace salient
