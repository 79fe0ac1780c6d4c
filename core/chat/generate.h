// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/chat/cached_sequence.h"
#include "core/chat/sampler.h"
#include "core/run_context.h"

#include <cstdint>
#include <functional>
#include <span>
#include <vector>

namespace salient {

struct GenerateResult {
    std::vector<int32_t> tokens; ///< without the prompt; an end token that stopped it is included
    bool stoppedByEos = false;
    int64_t reusedTokens = 0; ///< of the prompt, not computed again
    double promptSeconds = 0.0;
    double decodeSeconds = 0.0;
    double secondsToFirstToken = 0.0;
};

/// Whether the text ends with this token.
bool endsText(int32_t token, const Transformer& model, const SamplingOptions& options);

/// Continues `prompt`, calling onToken for each new token; onToken returns false to stop. What `sequence` holds of the
/// prompt already is not computed again; afterwards it holds the prompt and all new tokens but maybe the last one, also
/// when an exception (cancel) ended it.
GenerateResult generate(CachedSequence& sequence, std::span<const int32_t> prompt, const SamplingOptions& options,
                        const RunContext& context, const std::function<bool(int32_t)>& onToken);

/// The same with nothing computed before.
GenerateResult generate(Transformer& model, std::span<const int32_t> prompt, const SamplingOptions& options,
                        const RunContext& context, const std::function<bool(int32_t)>& onToken);

} // namespace salient
