// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/quantizers/channel_statistics.h"
#include "core/quantizers/feedback_rounding.h"
#include "core/recipe.h"
#include "core/run_context.h"
#include "kernels/backend.h"

#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace salient {

/// One scaling group: linears that read the same input, whose columns are multiplied by s while the input is divided by
/// it.
struct ScaleSearchInput {
    int64_t block = 0;
    std::string group;               ///< for events and messages, "mlp.gate_proj+mlp.up_proj"
    std::string producer;            ///< "post_attention_layernorm"
    std::vector<TensorView> weights; ///< F32 [out_i, in], original, all consumers that will be rounded
    TensorView channelMean;          ///< F32 [in], mean |x| over all tokens
    TensorView gram;                 ///< F32 [in, in], complete Σ x xᵀ; may be empty when inspectedLoss is there
    int64_t gramTokens = 0;          ///< that gram has seen
    std::vector<QuantSpec> specs;    ///< as weights; all have the same group size
    std::optional<TiedHeads> tie;    ///< the default preset shares scales among these heads; Reference has no ties
    std::optional<FeedbackSettings> feedback; ///< candidates are rounded with it; needs gram. Nothing: to nearest
    /// Mean squared output error of the inspected module with these weights F32 [out_i, in] in place; empty when the
    /// module is the linears themselves, whose error the Gram matrix gives exactly.
    std::function<double(const std::vector<TensorView>& candidateWeights)> inspectedLoss;
};

struct ScaleSearchResult {
    Tensor scales;             ///< F32 [in]
    int64_t index = 0;         ///< in the preset's grid
    std::string kind;          ///< "identity", "activation" or "duo"
    double ratio = 0.0;        ///< r of the grid point
    double loss = 0.0;         ///< mean squared output error per token and output channel
    double identityLoss = 0.0; ///< of rounding to nearest, on the same objective
    std::string objective;     ///< "gram" or "block"
};

/// Finds s* = argmin_s ‖Q(W · diag(s)) (diag(s)⁻¹ X) − W X‖² (AWQ paper, equation 4; Lin et al. 2023) over the grid of
/// the preset; strictly smaller wins, the first wins ties. Default: 42 points ranked by Gram losses, of about 192
/// output channels where the group has twice as many ("sampled"); identity and the best four distinct others are then
/// measured by the inspectedLoss or, without one, by the Gram loss of all channels, and the best of these five wins, so
/// that the result is never worse than rounding to nearest on its objective (without a Gram matrix every point is
/// measured by inspectedLoss). Reference: AutoAWQ's 20 points by inspectedLoss when given, else by Gram losses;
/// identityLoss is measured apart. Emits a ScaleCandidate per loss of a grid point and a ScaleChosen; checks for
/// cancellation before every loss. Throws Error (numeric) for statistics that are not finite and when no candidate has
/// a finite loss.
ScaleSearchResult searchScale(Backend& backend, const ScaleSearchInput& input, SearchPreset preset,
                              const RunContext& context);

/// How many losses of grid points a search with a Gram matrix measures at most; `inspected`: it has an inspectedLoss,
/// `outputs`: rows of all weights.
int64_t mostCandidates(SearchPreset preset, bool inspected, int64_t outputs);

} // namespace salient
