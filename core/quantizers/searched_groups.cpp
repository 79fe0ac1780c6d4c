// SPDX-License-Identifier: Apache-2.0
#include "core/quantizers/searched_groups.h"

#include "core/quantizers/scale_search.h"

#include <utility>

namespace salient {

bool hasEnoughTokens(const BlockStatistics& statistics, LinearInput input) {
    constexpr int64_t kFewestTokens = 64;
    return input.expert < 0 || statistics.of(input).channels.tokens >= kFewestTokens;
}

// AutoAWQ skips v → o unless every query head has its own values; the default preset ties the heads instead. An expert
// that hardly any token reached is rounded to nearest: its statistics are noise.
std::vector<SearchedGroup> searchedGroups(const ModelConfig& config, const BlockPlan& plan, const Block& block,
                                          const BlockStatistics& statistics) {
    std::vector<SearchedGroup> searched;
    for (const ScalingGroup& group : block.groups) {
        SearchedGroup entry{&group, {}, {}};
        for (const std::string& consumer : group.consumers) {
            if (plan.specs.contains(consumer)) {
                entry.consumers.push_back(consumer);
            }
        }
        const Linear& first = block.linear(group.consumers.front());
        entry.input = inputOf(config, first.role, first.expert);
        const bool skipped = tiesHeads(config, group) && plan.preset == SearchPreset::Reference;
        if (!skipped && !entry.consumers.empty() && hasEnoughTokens(statistics, entry.input)) {
            searched.push_back(std::move(entry));
        }
    }
    return searched;
}

int64_t plannedCandidates(const Block& block, const std::vector<SearchedGroup>& groups, SearchPreset preset) {
    int64_t candidates = 0;
    for (const SearchedGroup& entry : groups) {
        int64_t outputs = 0;
        for (const std::string& consumer : entry.consumers) {
            outputs += block.linear(consumer).out;
        }
        candidates += mostCandidates(preset, entry.group->inspected != InspectedModule::Consumers, outputs);
    }
    return candidates;
}

} // namespace salient
