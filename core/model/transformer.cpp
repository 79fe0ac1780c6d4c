// SPDX-License-Identifier: Apache-2.0
#include "core/model/transformer.h"

#include "core/model/load_blocks.h"
#include "core/model/packed_cache.h"
#include "core/model/packed_head.h"
#include "kernels/system_memory.h"

#include <fmt/format.h>

namespace salient {

static void call(const std::function<void()>& function) {
    if (function) {
        function();
    }
}

// Makes sure that there is memory for so many tokens.
static void extend(KvCache& cache, int64_t capacity) {
    int64_t more = 0;
    for (const std::unique_ptr<KvStore>& layer : cache.layers) {
        more += layer->bytesFor(capacity) - layer->bytes();
    }
    requireMemory(fmt::format("A key-value cache for {} tokens", capacity), more, availableMemoryBytes(),
                  "give a shorter text or fewer tokens");
    cache.capacity = capacity;
}

void KvCache::truncate(int64_t length) {
    for (const std::unique_ptr<KvStore>& layer : layers) {
        layer->truncate(length);
    }
}

/// What the first token reads, as far as half of the free memory holds it.
static std::vector<FileRange> rangesThatFit(const ModelSource& source, const PackedCache* cache) {
    std::vector<FileRange> ranges = startRanges(source, cache);
    int64_t left = availableMemoryBytes() / 2;
    std::erase_if(ranges, [&left](const FileRange& range) { return (left -= range.end - range.begin) < 0; });
    return ranges;
}

Transformer::Transformer(Backend& backend, const ModelSource& source, const std::function<void()>& betweenBlocks,
                         const InferenceOptions& options)
    : m_source(source), m_readAhead(rangesThatFit(source, options.cache)), m_runner(backend, source.config()),
      m_entry(source), m_exit(source) {
    requireMemory(fmt::format("{} for inference", source.folder().string()), inferenceBytes(source, options),
                  availableMemoryBytes(), "close other programs or give a smaller model");
    m_blocks = loadPreparedBlocks(backend, source, betweenBlocks, options.cache);
    if (options.packedHead) {
        call(betweenBlocks);
        m_exit.packHead(backend, lookupIn(options.cache, backend));
    }
}

std::vector<NamedWeight> Transformer::packedWeights() const {
    std::vector<NamedWeight> weights;
    for (const Block& block : m_blocks) {
        for (const Linear* linear : block.linears()) {
            if (const PackedWeight* weight = linear->prepared()) {
                weights.push_back({linear->name, weight});
            }
        }
    }
    if (m_exit.packedHead() != nullptr) {
        weights.push_back({kPackedHeadName, m_exit.packedHead()});
    }
    return weights;
}

Tensor Transformer::embed(std::span<const int32_t> ids, int64_t firstPosition) {
    Tensor hidden({static_cast<int64_t>(ids.size()), config().hidden}, DType::F32);
    m_entry.forward(backend(), ids, firstPosition, hidden);
    return hidden;
}

Tensor Transformer::hiddenStates(std::span<const int32_t> ids) {
    Tensor hidden = embed(ids, 0);
    const int64_t lengths[] = {static_cast<int64_t>(ids.size())};
    for (const Block& block : m_blocks) {
        m_runner.forward(block, hidden, lengths);
    }
    m_exit.normalize(backend(), hidden);
    return hidden;
}

Tensor Transformer::logits(const TensorView& hidden) {
    Tensor result({hidden.rows(), config().vocabulary}, DType::F32);
    m_exit.logits(backend(), hidden, result);
    return result;
}

Tensor Transformer::nextLogits(std::span<const int32_t> ids, KvCache& cache,
                               const std::function<void()>& betweenBlocks) {
    Tensor hidden = embed(ids, cache.length());
    const int64_t needed = cache.length() + static_cast<int64_t>(ids.size());
    if (needed > cache.capacity) {
        extend(cache, needed * 2);
    }
    for (size_t layer = 0; layer < m_blocks.size(); ++layer) {
        call(betweenBlocks);
        m_runner.forwardCached(m_blocks[layer], hidden, *cache.layers[layer]);
    }
    const TensorSpan last = hidden.slice(hidden.rows() - 1, hidden.rows());
    m_exit.normalize(backend(), last);
    return logits(last);
}

KvCache Transformer::makeCache(int64_t capacity) {
    KvCache cache;
    for (size_t layer = 0; layer < m_blocks.size(); ++layer) {
        cache.layers.push_back(backend().makeKvStore(config().attention.kvHeads, config().attention.headDim));
    }
    extend(cache, capacity);
    return cache;
}

} // namespace salient
