// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/model/transformer.h"
#include "core/run_context.h"

#include <cstdint>
#include <functional>
#include <span>
#include <vector>

namespace salient {

struct SamplingOptions {
    int64_t maxTokens = 128;
    bool greedy = false;
    double temperature = 0.7;
    int64_t topK = 50; ///< 0: all
    double topP = 0.95;
    uint64_t seed = 0;
    bool stopAtEos = true;
};

struct GenerateResult {
    std::vector<int32_t> tokens; ///< without the prompt; an end token that stopped it is included
    bool stoppedByEos = false;
    double promptSeconds = 0.0;
    double decodeSeconds = 0.0;
};

/// The next token of logits[vocabulary]: the largest (lowest id wins ties) or a draw after temperature, top-k, top-p.
class Sampler {
public:
    explicit Sampler(const SamplingOptions& options);
    int32_t next(std::span<const float> logits);

private:
    SamplingOptions m_options;
    uint64_t m_state;
    double uniform();
};

/// Continues `prompt`, calling onToken for each new token; onToken returns false to stop.
GenerateResult generate(Transformer& model, std::span<const int32_t> prompt, const SamplingOptions& options,
                        const RunContext& context, const std::function<bool(int32_t)>& onToken);

} // namespace salient
