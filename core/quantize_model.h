// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/model/block.h"
#include "core/quantize_marks.h"
#include "core/recipe.h"
#include "core/run_context.h"

#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace salient {

class ScaleStore;

/// What a run will do with one linear.
struct PlannedLinear {
    std::string module; ///< full path
    int64_t block = 0;
    LinearShape shape;
    std::optional<QuantSpec> spec; ///< nothing: 16 bit
    std::string reason;            ///< why not the recipe's bits: "marked", "router", "format.bits",
                                   ///< "group_size.does_not_fit", "format.outputs_do_not_fit" or
                                   ///< "format.does_not_fit"
    std::string fusedSet;          ///< see fusedSet(); may be empty
};

/// What a run will take and do, known before it starts.
struct QuantizePlan {
    int64_t peakBytes = 0;              ///< memory, planned
    int64_t outputBytes = 0;            ///< files
    std::vector<PlannedLinear> linears; ///< all of the blocks, in the order of execution
    std::vector<LinearShape> kept;      ///< kinds left in 16 bit because the format cannot hold them, each once
    QuantizeMarks marks;
    std::vector<int64_t> fittingGroupSizes; ///< that every linear can take
    std::vector<Issue> issues;

    bool packsAny() const;
};
/// Throws Error (usage) for a mark that meets nothing and a format that does not exist.
QuantizePlan planQuantization(const Recipe& recipe, const ModelConfig& config);

/// Quantises `recipe.model` into `recipe.output`: for each block forward, statistics, search, round, pack; then the
/// files are read back and compared before they get their final name. Emits everything that happens; the caller's
/// context also writes the run folder. Returns the result as JSON text (what `finished` carries): paths, sizes, time
/// and share per phase, hold-out perplexity before and after, modules left in 16 bit, peak memory planned and measured.
/// Throws Error.
/// `keepScales`, when given, gets the scales that were folded in, once the folder has its final name.
std::string quantizeModel(const Recipe& recipe, const RunContext& context,
                          const std::function<void(const ScaleStore&)>& keepScales = {});

/// The reload proof by itself: reads every tensor of `folder`, checks shapes, scales and codes against its config.json,
/// runs it, replays how other programs would load it and — with a reference folder — compares logits. Returns JSON
/// text. Throws Error when it fails.
std::string verifyModel(const std::filesystem::path& folder, const std::filesystem::path& against,
                        const RunContext& context);

} // namespace salient
