// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kernels/backend.h"
#include "kernels/cpu/isa/vector_kernels.h"

#include <algorithm>

namespace salient {

/// Backend::attention on plain memory: q and out [queries, heads · headDim], k and v [keys, kvHeads · headDim]
/// (null where they lie in a store).
struct AttentionCall {
    const float* q = nullptr;
    const float* k = nullptr;
    const float* v = nullptr;
    float* out = nullptr;
    int64_t queries = 0;
    int64_t keys = 0;
    AttentionShape shape;

    int64_t queryStride() const { return shape.heads * shape.headDim; }
    int64_t keyStride() const { return shape.kvHeads * shape.headDim; }
    /// Keys [firstKey, endKey) are visible to a query.
    int64_t endKey(int64_t query) const { return std::min(keys, shape.queryStart + query + 1); }
    int64_t firstKey(int64_t query) const {
        return shape.window == 0 ? 0 : std::max<int64_t>(0, shape.queryStart + query + 1 - shape.window);
    }
    /// What finishScores() leaves to be applied to scores.
    float scoreFactor() const { return shape.softcap > 0.0F || !shape.slopes.empty() ? 1.0F : shape.scale; }
};

/// Scores of one query with keys [firstKey, firstKey + count) to what softmax takes; returns the factor that is still
/// to be applied to them.
float finishScores(const AttentionCall& call, int64_t query, int64_t head, int64_t firstKey, int64_t count,
                   float* scores, const RowKernels& kernels);

/// For a few queries: every key and value is read once per query and group of heads, nothing is packed.
void attendByRows(const AttentionCall& call, const VectorKernels& kernels);

/// For many queries: tiles of queries against blocks of keys with a running maximum and sum, so that no more than one
/// tile of scores exists per thread (M. Milakov, N. Gimelshein, "Online normalizer calculation for softmax", 2018).
void attendByTiles(const AttentionCall& call, const VectorKernels& kernels);

} // namespace salient
