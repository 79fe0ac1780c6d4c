// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/bench/timing.h"
#include "core/model/transformer.h"

#include <cstdint>

namespace salient {

/// Lengths are chosen when nobody names them.
inline constexpr int64_t kAnyLength = -1;

/// How many tokens are measured.
struct ModelBenchOptions {
    int64_t prompt = kAnyLength;  ///< of a first turn, and of the turn that follows the history; 512
    int64_t decode = kAnyLength;  ///< computed one by one, from the second position on; 128
    int64_t history = kAnyLength; ///< already computed when the follow-up turn comes; 2000
    int64_t repeats = 5;
};

struct ModelBenchResult {
    ModelBenchOptions lengths; ///< as they were measured
    Timing prompt;             ///< a first turn's tokens, logits of the last one
    Timing decode;             ///< all tokens of `decode`
    Timing firstToken;         ///< a first turn until its answer's first token, chosen greedily
    Timing followUp;           ///< the same tokens behind the history
    int64_t reused = 0;        ///< tokens of the history that were not computed again

    /// How much longer the first token takes behind the history.
    double followUpRatio() const { return firstToken.median > 0.0 ? followUp.median / firstToken.median : 0.0; }
};

/// Lengths that were not asked for are the usual ones, or what a model of so many positions leaves room for. Throws
/// Error (usage) for lengths below 1 and for more tokens than the model takes.
ModelBenchOptions fitToModel(ModelBenchOptions asked, int64_t maxPositions);

/// Runs random tokens; the four measurements take turns, and a first round is not counted. Emits Progress. Throws what
/// fitToModel() throws, and cancelled.
ModelBenchResult benchModel(Transformer& model, const ModelBenchOptions& asked, const RunContext& context);

} // namespace salient
