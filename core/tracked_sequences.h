// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/model/block_forward.h"
#include "core/model/model_ends.h"

#include <cstdint>
#include <vector>

namespace salient {

/// What the quantised model costs on sequences it was not calibrated on.
struct HoldoutQuality {
    int64_t tokens = 0;
    double perplexityBefore = 0.0;
    double perplexityAfter = 0.0;
    double meanKl = 0.0;       ///< KL(original‖quantised) per token, nats
    double sameTopToken = 0.0; ///< share of tokens whose most probable next token is the same
};

/// Sequences that run through the dense and the quantised blocks side by side, one block at a time, so that quality is
/// measured in the same pass that quantises and no whole model is ever in memory.
class TrackedSequences {
public:
    TrackedSequences(Backend& backend, const ModelSource& source, std::vector<std::vector<int32_t>> sequences);

    bool empty() const { return m_sequences.empty(); }
    void forwardDense(BlockRunner& runner, const Block& block, const InputObserver& observer);
    void forwardQuantized(BlockRunner& runner, const Block& block);
    /// ‖quantised − dense‖² / ‖dense‖² of the hidden states now.
    double relativeError();

    /// After the last block: applies the final norms in place.
    void finish(const ModelExit& dense, const ModelExit& quantized);
    /// Scores both after finish(), with the heads of both models.
    HoldoutQuality score(const ModelExit& dense, const ModelExit& quantized, int64_t vocabulary);
    /// Hidden states of the quantised model for one sequence, after finish(): what a reloaded model must give again.
    TensorView quantizedHidden(size_t sequence) const;
    const std::vector<std::vector<int32_t>>& sequences() const { return m_sequences; }

private:
    Backend& m_backend;
    std::vector<std::vector<int32_t>> m_sequences;
    std::vector<int64_t> m_lengths;
    Tensor m_dense;     ///< [tokens, hidden]
    Tensor m_quantized; ///< [tokens, hidden]
};

} // namespace salient
