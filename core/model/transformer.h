// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/checkpoint/read_ahead.h"
#include "core/model/block_forward.h"
#include "core/model/inference_memory.h"
#include "core/model/model_ends.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <vector>

namespace salient {

/// Keys and values of all layers for one sequence.
struct KvCache {
    std::vector<std::unique_ptr<KvStore>> layers;
    int64_t capacity = 0; ///< tokens for which there was enough memory

    int64_t length() const { return layers.empty() ? 0 : layers.front()->length(); }
    /// Forgets the tokens from `length` on.
    void truncate(int64_t length);
};

/// A whole model ready for inference: all blocks of a ModelSource. Dense weights stay in the mapped file,
/// quantised ones are laid out for the back-end.
class Transformer {
public:
    /// `backend` and `source` outlive this object. What `betweenBlocks` throws ends the loading. Throws Error
    /// (resource) before anything is read when memory is short.
    Transformer(Backend& backend, const ModelSource& source, const std::function<void()>& betweenBlocks = {},
                const InferenceOptions& options = {});

    const ModelConfig& config() const { return m_source.config(); }
    const ModelSource& source() const { return m_source; }
    Backend& backend() { return m_runner.backend(); }

    /// The weights that lie in the back-end's layout, with their names; valid as long as this object.
    std::vector<NamedWeight> packedWeights() const;

    /// Hidden states [tokens, hidden] after all blocks and the final norm, from position 0, without a cache.
    /// Ids outside the vocabulary are an Error (input).
    Tensor hiddenStates(std::span<const int32_t> ids);
    /// Continues the cached sequence; logits of the last token [1, vocabulary]. What `betweenBlocks` throws ends it,
    /// with the tokens in some layers of the cache and not in others.
    Tensor nextLogits(std::span<const int32_t> ids, KvCache& cache, const std::function<void()>& betweenBlocks = {});
    /// head · hidden: [rows, vocabulary].
    Tensor logits(const TensorView& hidden);

    /// For `capacity` tokens; grown by nextLogits when needed. Throws Error (resource) when memory is short. Memory is
    /// taken as tokens come.
    KvCache makeCache(int64_t capacity);

private:
    Tensor embed(std::span<const int32_t> ids, int64_t firstPosition);

    const ModelSource& m_source;
    ReadAhead m_readAhead;
    BlockRunner m_runner;
    std::vector<Block> m_blocks;
    ModelEntry m_entry;
    ModelExit m_exit;
};

} // namespace salient
