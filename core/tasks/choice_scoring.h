// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/model/transformer.h"
#include "core/run_context.h"
#include "core/tasks/task_encoder.h"
#include "core/tasks/task_item.h"

#include <cstdint>
#include <string>
#include <vector>

namespace salient {

/// What the model makes of one continuation.
struct ScoredOption {
    double logLikelihood = 0.0; ///< Σ ln p(token | all before it) over the continuation, nats
    int64_t tokens = 0;         ///< of the continuation
    bool mostLikely = false;    ///< every token is the model's first choice
};

struct ScoredItem {
    std::vector<ScoredOption> options;
    size_t gold = 0;
    size_t chosen = 0;             ///< the most likely option; the first of equals
    size_t chosenPerCharacter = 0; ///< the same by log-likelihood per character (acc_norm)
    bool cut = false;              ///< a beginning was left out, because the model's window is shorter

    bool right() const { return chosen == gold; }
    bool rightPerCharacter() const { return chosenPerCharacter == gold; }
};

/// Scores multiple-choice items as lm-evaluation-harness does (lm_eval/models/huggingface.py, _loglikelihood_tokens;
/// lm_eval/api/task.py, process_results): every continuation by whole sequences without a cache.
class ChoiceScorer {
public:
    /// Both outlive the object.
    ChoiceScorer(Transformer& model, const TaskEncoder& encoder) : m_model(model), m_encoder(encoder) {}

    /// Contexts that do not fit the model's window lose their beginning. `origin` is the item's place for messages.
    /// Throws Error: input tasks.no_tokens, tasks.too_long (a continuation alone is longer than the window); numeric
    /// tasks.not_finite; cancelled.
    ScoredItem score(const ChoiceItem& item, const std::string& origin, const RunContext& context);

private:
    ScoredOption scoreOption(const TokenPair& pair, const std::string& origin, const RunContext& context);
    const Tensor& hiddenStates(std::span<const int32_t> ids);

    Transformer& m_model;
    const TaskEncoder& m_encoder;
    std::vector<int32_t> m_ids; ///< of m_hidden
    Tensor m_hidden;            ///< [tokens, hidden] of the last sequence: choices of one token share it
};

} // namespace salient
