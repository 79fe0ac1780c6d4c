// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/model/block.h"
#include "core/model/qkv_rows.h"
#include "core/model/rope_tables.h"

#include <functional>
#include <span>
#include <vector>

namespace salient {

/// Sees the input of the block's linears as the forward pass meets them: x[T, in]; for an expert only its tokens.
using InputObserver = std::function<void(LinearInput, const TensorView& x)>;

/// Runs blocks of one model over stacked sequences [T, hidden]; holds the rotary tables and scratch memory that is
/// grown once and reused. One instance per thread of work.
class BlockRunner {
public:
    BlockRunner(Backend& backend, const ModelConfig& config);

    /// hidden[T, hidden] is replaced by the block's output. `lengths` adds up to T: independent sequences from position
    /// 0.
    void forward(const Block& block, const TensorSpan& hidden, std::span<const int64_t> lengths,
                 const InputObserver& observer = {});
    /// One sequence that goes on behind what `store` holds; its own keys and values are appended.
    void forwardCached(const Block& block, const TensorSpan& hidden, KvStore& store);

    /// The attention module alone: x is the normalised input [T, hidden], out [T, hidden].
    void attention(const Block& block, const TensorView& x, std::span<const int64_t> lengths, const TensorSpan& out,
                   const InputObserver& observer = {});
    /// The MLP (or the experts) alone, as attention().
    void mlp(const Block& block, const TensorView& x, const TensorSpan& out, const InputObserver& observer = {});

    Backend& backend() { return m_backend; }
    /// Scratch bytes for `tokens` at once: what a memory plan adds.
    static int64_t scratchBytes(const ModelConfig& config, int64_t tokens);

private:
    struct Projected {
        TensorSpan q, k, v;
    };
    /// Runs the attention of a block on its normalised input.
    using AttentionStep = std::function<void(const TensorView& x, const TensorSpan& out)>;

    void run(const Block& block, const TensorSpan& hidden, const InputObserver& observer, const AttentionStep& attend);
    void addToResidual(const TensorSpan& hidden, const TensorView& normed, const Norm& outNorm, const TensorSpan& out);
    Projected project(const Block& block, const TensorView& x, std::span<const int64_t> positions,
                      const InputObserver& observer);
    void projectHeads(const Block& block, const TensorView& x, const Projected& p);
    void projectLatent(const Block& block, const TensorView& x, const Projected& p, const InputObserver& observer);
    void rotate(const Block& block, const Projected& p, std::span<const int64_t> positions);
    void output(const Block& block, const TensorView& heads, const TensorSpan& out, const InputObserver& observer);
    void denseMlp(const MlpLinears& mlp, int64_t expert, const TensorView& x, const TensorSpan& out,
                  const InputObserver& observer);
    void experts(const Block& block, const TensorView& x, const TensorSpan& out, const InputObserver& observer);
    const RopeTables& ropeTables(int64_t rope, int64_t used);
    TensorSpan scratch(Tensor& storage, int64_t rows, int64_t columns);

    Backend& m_backend;
    const ModelConfig& m_config;
    QkvPieces m_pieces;
    std::vector<RopeTables> m_ropes; // as ModelConfig::ropes
    Tensor m_normed, m_moduleOut, m_mlpOut, m_q, m_k, m_v, m_joined, m_latent, m_latentNormed, m_heads, m_outputs;
    Tensor m_gate, m_up, m_gateUp, m_routed, m_expertOut, m_scores;
    std::vector<int64_t> m_positions;
};

} // namespace salient
