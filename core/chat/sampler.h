// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace salient {

struct SamplingOptions {
    int64_t maxTokens = 128;
    bool greedy = false;
    double temperature = 0.7; ///< 0: greedy
    int64_t topK = 50;        ///< 0: all
    double topP = 0.95;
    double minP = 0.0;              ///< share of the most likely token's probability; 0: all
    double repetitionPenalty = 1.0; ///< divides logits above 0 of tokens that were there, multiplies those below
    uint64_t seed = 0;
    bool stopAtEos = true;
    std::vector<int32_t> endIds; ///< end the text, besides those of config.json
};

/// A token that may be drawn.
struct TokenWeight {
    int32_t id = 0;
    double weight = 0.0; ///< probability up to a common factor
};

/// The next token of logits[vocabulary]: the largest (lowest id wins ties) or a draw. In the order of transformers'
/// `_get_logits_processor`: repetition penalty, temperature, top-k, top-p, min-p (generation/logits_process.py).
class Sampler {
public:
    /// Throws Error (usage) for options out of range.
    explicit Sampler(const SamplingOptions& options);

    /// Tokens that the repetition penalty is for from now on: the prompt, and what was drawn.
    void see(std::span<const int32_t> ids);
    int32_t next(std::span<const float> logits);
    /// What next() draws from, the most likely first; one token when greedy.
    std::vector<TokenWeight> candidates(std::span<const float> logits) const;

private:
    double uniform();
    std::vector<float> penalized(std::span<const float> logits) const;

    SamplingOptions m_options;
    uint64_t m_state;
    std::vector<bool> m_seen; ///< by id, as far as the largest that was seen
};

} // namespace salient
