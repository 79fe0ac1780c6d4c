// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/evaluation/perplexity.h"

#include <cstdint>
#include <filesystem>
#include <span>

namespace salient {

/// How far one model's predictions are from another's on a text; all per scored token. P is the first model, Q the
/// other. The statistics are those of llama.cpp's `perplexity --kl-divergence`.
struct ComparisonResult {
    PerplexityResult first;
    PerplexityResult other;
    double meanKl = 0.0;      ///< KL(P ‖ Q), nats
    double meanKlError = 0.0; ///< standard error, from the spread between windows
    double medianKl = 0.0;
    double kl90 = 0.0; ///< percentiles
    double kl95 = 0.0;
    double kl99 = 0.0;
    double kl999 = 0.0;
    double largestKl = 0.0;
    double sameTopToken = 0.0; ///< share of tokens whose most likely next token is the same
    double rmsDeltaP = 0.0;    ///< root mean square of Q(right token) − P(right token)
    double meanDeltaP = 0.0;
    double ratioError = 0.0; ///< standard error of ln(perplexity of other / of first), windows paired
    int64_t tokens = 0;
    bool cached = false; ///< the first model's hidden states came from the disk
};

/// `first`'s hidden states behind the last norm are kept on the disk (hidden_cache.h), so that it runs once per text.
/// Emits PerplexityUpdate of `other` per window. Throws Error (input) as evaluatePerplexity() and when the vocabularies
/// differ.
ComparisonResult compareOnText(Backend& backend, const ModelSource& first, const ModelSource& other,
                               std::span<const int32_t> ids, const PerplexityOptions& options,
                               const RunContext& context);

} // namespace salient
