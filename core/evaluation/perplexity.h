// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/model/transformer.h"
#include "core/run_context.h"

#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace salient {

struct PerplexityOptions {
    int64_t context = 2048; ///< tokens per window; windows do not overlap
    int64_t windows = 0;    ///< at most this many, from the start; 0: all whole windows of the text
    /// [ids]: 0 for tokens that are read and not scored (prompts); empty: all are scored.
    std::span<const uint8_t> scored = {};
};

struct PerplexityResult {
    double perplexity = 0.0;
    double standardError = 0.0; ///< of the perplexity, from the spread between windows
    int64_t tokens = 0;         ///< scored: context − 1 per window, less what options.scored leaves out
    int64_t windows = 0;
    int64_t context = 0;
    std::string protocol; ///< in words
    double seconds = 0.0;
};

/// exp of the mean negative log-likelihood over non-overlapping windows of the tokens (the GPTQ and AWQ papers'
/// protocol). Emits PerplexityUpdate per window from the first scored token on. Throws Error (input) when the tokens do
/// not fill one window or none of them is scored, Error (numeric) when logits are not finite.
PerplexityResult evaluatePerplexity(Transformer& model, std::span<const int32_t> ids, const PerplexityOptions& options,
                                    const RunContext& context);

} // namespace salient
