// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/quantizers/quantize_block.h"

#include <cstdint>
#include <string>
#include <vector>

namespace salient {

/// A scaling group that takes part in the search.
struct SearchedGroup {
    const ScalingGroup* group = nullptr; ///< of the block
    std::vector<std::string> consumers;  ///< those that will be packed, relative names
    LinearInput input;                   ///< that they read
};

/// Whether the statistics of an input are more than noise: an expert needs some tokens.
bool hasEnoughTokens(const BlockStatistics& statistics, LinearInput input);

/// The groups of a block whose scales are searched, in the block's order.
std::vector<SearchedGroup> searchedGroups(const ModelConfig& config, const BlockPlan& plan, const Block& block,
                                          const BlockStatistics& statistics);

/// How many losses the search of these groups measures at most, one ScaleCandidate each.
int64_t plannedCandidates(const Block& block, const std::vector<SearchedGroup>& groups, SearchPreset preset);

} // namespace salient
