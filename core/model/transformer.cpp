// SPDX-License-Identifier: Apache-2.0
#include "core/model/transformer.h"

#include "kernels/error.h"

#include <fmt/format.h>

namespace salient {

void checkIds(std::span<const int32_t> ids, int64_t vocabulary) {
    for (size_t i = 0; i < ids.size(); ++i) {
        if (ids[i] < 0 || ids[i] >= vocabulary) {
            throw inputError("tokens.out_of_range",
                             fmt::format("Token {} of the input is {}; the model's vocabulary has ids 0 to {}.", i,
                                         ids[i], vocabulary - 1));
        }
    }
}

Transformer::Transformer(Backend& backend, const ModelSource& source)
    : m_source(source), m_runner(backend, source.config()), m_finalNorm(source.loadFinalNorm()) {
    for (int64_t layer = 0; layer < source.config().layerCount(); ++layer) {
        m_blocks.push_back(source.loadBlock(layer));
    }
}

Tensor Transformer::embed(std::span<const int32_t> ids) {
    checkIds(ids, config().vocabulary);
    Tensor hidden({static_cast<int64_t>(ids.size()), config().hidden}, DType::F32);
    backend().embed(m_source.embedding(), ids, hidden);
    return hidden;
}

Tensor Transformer::hiddenStates(std::span<const int32_t> ids) {
    Tensor hidden = embed(ids);
    const int64_t lengths[] = {static_cast<int64_t>(ids.size())};
    for (const Block& block : m_blocks) {
        m_runner.forward(block, hidden, lengths);
    }
    m_finalNorm.forward(backend(), hidden, hidden);
    return hidden;
}

Tensor Transformer::logits(const TensorView& hidden) {
    Tensor result({hidden.rows(), config().vocabulary}, DType::F32);
    backend().linear(hidden, m_source.head(), {}, result);
    return result;
}

Tensor Transformer::nextLogits(std::span<const int32_t> ids, KvCache& cache) {
    Tensor hidden = embed(ids);
    const int64_t needed = cache.length() + static_cast<int64_t>(ids.size());
    if (needed > cache.layers.front().keys.rows()) {
        grow(cache, needed * 2);
    }
    for (size_t layer = 0; layer < m_blocks.size(); ++layer) {
        m_runner.forwardCached(m_blocks[layer], hidden, cache.layers[layer]);
    }
    const TensorSpan last = hidden.slice(hidden.rows() - 1, hidden.rows());
    m_finalNorm.forward(backend(), last, last);
    return logits(last);
}

KvCache Transformer::makeCache(int64_t capacity) const {
    KvCache cache;
    cache.layers.resize(m_blocks.size());
    grow(cache, capacity);
    return cache;
}

void Transformer::grow(KvCache& cache, int64_t capacity) const {
    for (KvLayer& layer : cache.layers) {
        KvLayer larger{Tensor({capacity, config().kvFeatures()}, DType::F32),
                       Tensor({capacity, config().kvFeatures()}, DType::F32), layer.length};
        if (layer.length > 0) {
            convert(layer.keys.slice(0, layer.length), larger.keys.slice(0, layer.length));
            convert(layer.values.slice(0, layer.length), larger.values.slice(0, layer.length));
        }
        layer = std::move(larger);
    }
}

} // namespace salient
