// SPDX-License-Identifier: Apache-2.0
#include "core/model/block_forward.h"

#include <algorithm>
#include <cassert>
#include <numeric>

namespace salient {

BlockRunner::BlockRunner(Backend& backend, const ModelConfig& config) : m_backend(backend), m_config(config) {}

int64_t BlockRunner::scratchBytes(const ModelConfig& c, int64_t tokens) {
    const int64_t perToken = 2 * c.hidden + 2 * c.qFeatures() + 2 * c.kvFeatures() + 2 * c.intermediate;
    return tokens * perToken * static_cast<int64_t>(sizeof(float));
}

TensorSpan BlockRunner::scratch(Tensor& storage, int64_t rows, int64_t columns) {
    if (storage.elements() < rows * columns) {
        storage = Tensor(); // free before asking again
        storage = Tensor({rows, columns}, DType::F32);
    }
    return {storage.span().data, DType::F32, {rows, columns}};
}

void BlockRunner::ensureRope(int64_t positions) {
    if (m_rope.positions() >= positions) {
        return;
    }
    int64_t capacity = std::max<int64_t>(m_rope.positions(), 512);
    while (capacity < positions) {
        capacity *= 2;
    }
    m_rope = makeRopeTables(m_config.rope, capacity);
}

BlockRunner::Projected BlockRunner::project(const Block& block, const AttentionLinears& linears, const TensorView& x,
                                            std::span<const int64_t> positions) {
    const int64_t tokens = x.rows();
    Projected p{scratch(m_q, tokens, m_config.qFeatures()), scratch(m_k, tokens, m_config.kvFeatures()),
                scratch(m_v, tokens, m_config.kvFeatures())};
    linears.q.forward(m_backend, x, p.q);
    linears.k.forward(m_backend, x, p.k);
    linears.v.forward(m_backend, x, p.v);
    if (!block.qNorm.empty()) {
        const TensorSpan qHeads{p.q.data, DType::F32, {tokens * m_config.heads, m_config.headDim}};
        const TensorSpan kHeads{p.k.data, DType::F32, {tokens * m_config.kvHeads, m_config.headDim}};
        block.qNorm.forward(m_backend, qHeads, qHeads);
        block.kNorm.forward(m_backend, kHeads, kHeads);
    }
    if (block.traits.rotary) {
        ensureRope(*std::max_element(positions.begin(), positions.end()) + 1);
        m_backend.rotary(p.q, m_config.headDim, m_rope.cosines, m_rope.sines, positions, m_config.rope.layout);
        m_backend.rotary(p.k, m_config.headDim, m_rope.cosines, m_rope.sines, positions, m_config.rope.layout);
    }
    return p;
}

namespace {

AttentionShape attentionShape(const ModelConfig& config, const Block& block, int64_t queryStart) {
    AttentionShape shape;
    shape.heads = config.heads;
    shape.kvHeads = config.kvHeads;
    shape.headDim = config.headDim;
    shape.scale = config.attentionScale;
    shape.window = block.traits.window;
    shape.queryStart = queryStart;
    return shape;
}

} // namespace

void BlockRunner::attention(const Block& block, const AttentionLinears& linears, const TensorView& x,
                            std::span<const int64_t> lengths, const TensorSpan& out, const InputObserver& observer) {
    assert(std::accumulate(lengths.begin(), lengths.end(), int64_t(0)) == x.rows());
    if (observer) {
        observer(LinearInput::Attention, x);
    }
    m_positions.clear();
    for (const int64_t length : lengths) {
        for (int64_t t = 0; t < length; ++t) {
            m_positions.push_back(t);
        }
    }
    const Projected p = project(block, linears, x, m_positions);
    const TensorSpan heads = scratch(m_heads, x.rows(), m_config.qFeatures());
    const AttentionShape shape = attentionShape(m_config, block, 0);
    int64_t begin = 0;
    for (const int64_t length : lengths) {
        const int64_t end = begin + length;
        m_backend.attention(p.q.slice(begin, end), p.k.slice(begin, end), p.v.slice(begin, end), shape,
                            heads.slice(begin, end));
        begin = end;
    }
    if (observer) {
        observer(LinearInput::AttentionOutput, heads);
    }
    linears.o.forward(m_backend, heads, out);
}

void BlockRunner::mlp(const MlpLinears& linears, const TensorView& x, const TensorSpan& out,
                      const InputObserver& observer) {
    if (observer) {
        observer(LinearInput::Mlp, x);
    }
    const TensorSpan gate = scratch(m_gate, x.rows(), m_config.intermediate);
    const TensorSpan up = scratch(m_up, x.rows(), m_config.intermediate);
    linears.gate.forward(m_backend, x, gate);
    linears.up.forward(m_backend, x, up);
    m_backend.gatedActivation(gate, up, m_config.activation, gate);
    if (observer) {
        observer(LinearInput::MlpDown, gate);
    }
    linears.down.forward(m_backend, gate, out);
}

void BlockRunner::forward(const Block& block, const TensorSpan& hidden, std::span<const int64_t> lengths,
                          const InputObserver& observer) {
    const TensorSpan normed = scratch(m_normed, hidden.rows(), m_config.hidden);
    const TensorSpan out = scratch(m_moduleOut, hidden.rows(), m_config.hidden);
    block.inputNorm.forward(m_backend, hidden, normed);
    attention(block, {block.q, block.k, block.v, block.o}, normed, lengths, out, observer);
    m_backend.add(hidden, out);
    block.mlpNorm.forward(m_backend, hidden, normed);
    mlp({block.gate, block.up, block.down}, normed, out, observer);
    m_backend.add(hidden, out);
}

void BlockRunner::forwardCached(const Block& block, const TensorSpan& hidden, KvLayer& cache) {
    const int64_t tokens = hidden.rows();
    assert(cache.length + tokens <= cache.keys.rows());
    const TensorSpan normed = scratch(m_normed, tokens, m_config.hidden);
    const TensorSpan out = scratch(m_moduleOut, tokens, m_config.hidden);
    block.inputNorm.forward(m_backend, hidden, normed);

    m_positions.resize(static_cast<size_t>(tokens));
    std::iota(m_positions.begin(), m_positions.end(), cache.length);
    const Projected p = project(block, {block.q, block.k, block.v, block.o}, normed, m_positions);
    const int64_t start = cache.length;
    cache.length += tokens;
    convert(p.k, cache.keys.slice(start, cache.length));
    convert(p.v, cache.values.slice(start, cache.length));
    const TensorSpan heads = scratch(m_heads, tokens, m_config.qFeatures());
    m_backend.attention(p.q, cache.keys.slice(0, cache.length), cache.values.slice(0, cache.length),
                        attentionShape(m_config, block, start), heads);
    block.o.forward(m_backend, heads, out);
    m_backend.add(hidden, out);

    block.mlpNorm.forward(m_backend, hidden, normed);
    mlp({block.gate, block.up, block.down}, normed, out);
    m_backend.add(hidden, out);
}

} // namespace salient
