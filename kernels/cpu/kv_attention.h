// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kernels/cpu/attention_kernels.h"
#include "kernels/cpu/cpu_kv_store.h"

#include <vector>

namespace salient {

/// What one thread needs for a tile of KvAttention; rows are query by query, head by head.
struct KvTileScratch {
    std::vector<int16_t> queries;    ///< [rows, pairs · 2], codes
    std::vector<float> queryScales;  ///< [rows]
    std::vector<float> scores;       ///< [rows, kStoreBlock], scores and then weights e^(score − maximum)
    std::vector<int16_t> weights;    ///< [rows, kStoreBlock], codes of weights · scales of values
    std::vector<float> weightScales; ///< [rows]
    std::vector<float> states;       ///< [rows], what is known of a row so far
};

/// Attention to stored keys and values: tiles of queries, of all heads that share a key-value head, against blocks of
/// the store with a running maximum and sum, as attendByTiles(). With few queries the blocks of a head are divided
/// between tiles, whose results are then put together (T. Dao et al., "Flash-Decoding for long-context inference",
/// 2023). Keeps its memory between calls; one call at a time.
class KvAttention {
public:
    /// `call` has neither k nor v.
    void attend(const AttentionCall& call, const CpuKvStore& store, const VectorKernels& kernels);

private:
    std::vector<KvTileScratch> m_scratch; // per thread
    std::vector<float> m_states;          // of the rows of tiles that see some of the keys
};

} // namespace salient
