// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/model/block.h"
#include "core/model/rope_tables.h"

#include <functional>
#include <span>
#include <vector>

namespace salient {

/// Keys and values of one layer for one sequence; rows [0, length) are filled.
struct KvLayer {
    Tensor keys;   ///< [capacity, kvHeads · headDim]
    Tensor values; ///< [capacity, kvHeads · headDim]
    int64_t length = 0;
};

/// Sees the input of the block's linears as the forward pass meets them: x[T, in].
using InputObserver = std::function<void(LinearInput, const TensorView& x)>;

/// The linears of an attention or MLP; the search passes stand-ins with candidate weights.
struct AttentionLinears {
    const Linear& q;
    const Linear& k;
    const Linear& v;
    const Linear& o;
};
struct MlpLinears {
    const Linear& gate;
    const Linear& up;
    const Linear& down;
};

/// Runs blocks of one model over stacked sequences [T, hidden]; holds the rotary tables and scratch memory that is
/// grown once and reused. One instance per thread of work.
class BlockRunner {
public:
    BlockRunner(Backend& backend, const ModelConfig& config);

    /// hidden[T, hidden] is replaced by the block's output. `lengths` adds up to T: independent sequences from position
    /// 0.
    void forward(const Block& block, const TensorSpan& hidden, std::span<const int64_t> lengths,
                 const InputObserver& observer = {});
    /// One sequence that goes on from `cache.length`, which is advanced.
    void forwardCached(const Block& block, const TensorSpan& hidden, KvLayer& cache);

    /// The attention module alone: x is the normalised input [T, hidden], out [T, hidden].
    void attention(const Block& block, const AttentionLinears& linears, const TensorView& x,
                   std::span<const int64_t> lengths, const TensorSpan& out, const InputObserver& observer = {});
    /// The MLP alone, as attention().
    void mlp(const MlpLinears& linears, const TensorView& x, const TensorSpan& out, const InputObserver& observer = {});

    Backend& backend() { return m_backend; }
    /// Scratch bytes for `tokens` at once: what a memory plan adds.
    static int64_t scratchBytes(const ModelConfig& config, int64_t tokens);

private:
    struct Projected {
        TensorSpan q, k, v;
    };
    Projected project(const Block& block, const AttentionLinears& linears, const TensorView& x,
                      std::span<const int64_t> positions);
    void ensureRope(int64_t positions);
    TensorSpan scratch(Tensor& storage, int64_t rows, int64_t columns);

    Backend& m_backend;
    const ModelConfig& m_config;
    RopeTables m_rope;
    Tensor m_normed, m_moduleOut, m_q, m_k, m_v, m_heads, m_gate, m_up;
    std::vector<int64_t> m_positions;
};

} // namespace salient
