// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/quantizers/apply_scale.h"
#include "core/quantizers/block_statistics.h"
#include "core/recipe.h"
#include "core/run_context.h"

#include <map>
#include <string>
#include <vector>

namespace salient {

/// What is done to every block of a run.
struct BlockPlan {
    MethodParts parts = methodInfo(Method::Awq).parts;
    ColumnOrder columnOrder = ColumnOrder::GroupAware; ///< where parts.feedback is set, as the next
    double smoothing = 0.5;                            ///< where parts.smooth is set, see smoothingScales()
    double damping = 0.05;                             ///< share of H's mean diagonal
    SearchPreset preset = SearchPreset::Default;
    std::map<std::string, QuantSpec> specs;      ///< of the linears that are packed, by relative name: search and clip
    RangeRule packRule = RangeRule::IncludeZero; ///< of the final integers (AutoAWQ packs in fp16)
    int64_t sequenceLength = 512;                ///< of the sample in BlockStatistics
};

/// Seconds that one block took, by phase.
struct BlockTimes {
    double search = 0.0;
    double clip = 0.0;
    double pack = 0.0;
    double report = 0.0; ///< error measurements that only inform
};

struct BlockOutcome {
    std::vector<GroupScale> scales;
    std::vector<LayerQuantized> layers;
    BlockTimes times;
};

/// Searches scales, folds them, clips and packs one block in place: `block` (owned F32 weights) comes back with packed
/// linears, and with everything else rounded to fp16 as the file will hold it. A linear whose H has no factor after
/// damping is rounded to nearest, which an IssueFound says. `statistics` is complete; its Gram
/// matrices are rescaled on the way and are not to be used afterwards. Emits the candidates and choices. Throws Error
/// (numeric) naming the linear.
BlockOutcome quantizeBlock(BlockRunner& runner, const ModelConfig& config, const BlockPlan& plan, Block& block,
                           BlockStatistics& statistics, const RunContext& context);

} // namespace salient
