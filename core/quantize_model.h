// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/model/block.h"
#include "core/quantize_marks.h"
#include "core/recipe.h"
#include "core/run_context.h"

#include <string>
#include <vector>

namespace salient {

/// What a run will take and do, known before it starts.
struct QuantizePlan {
    int64_t peakBytes = 0;                  ///< memory, planned
    int64_t outputBytes = 0;                ///< files
    std::vector<LinearShape> quantized;     ///< each name once, whichever blocks have it; less the marks
    std::vector<LinearShape> kept;          ///< left in 16 bit because the group size does not fit
    std::vector<LinearShape> routers;       ///< left in 16 bit because they choose the experts
    QuantizeMarks marks;                    ///< what single linears are exempt from
    std::vector<int64_t> fittingGroupSizes; ///< that every linear can take
    std::vector<Issue> issues;
};
/// Throws Error (usage) for a mark that meets nothing.
QuantizePlan planQuantization(const Recipe& recipe, const ModelConfig& config);

/// Quantises `recipe.model` into `recipe.output`: for each block forward, statistics, search, round, pack; then the
/// files are read back and compared before they get their final name. Emits everything that happens; the caller's
/// context also writes the run folder. Returns the result as JSON text (what `finished` carries): paths, sizes, time
/// and share per phase, hold-out perplexity before and after, modules left in 16 bit, peak memory planned and measured.
/// Throws Error.
std::string quantizeModel(const Recipe& recipe, const RunContext& context);

/// The reload proof by itself: reads every tensor of `folder`, checks shapes, scales and codes against its config.json,
/// runs it, and — with a reference folder — compares logits and weights. Returns JSON text. Throws Error when it fails.
std::string verifyModel(const std::filesystem::path& folder, const std::filesystem::path& against,
                        const RunContext& context);

} // namespace salient
