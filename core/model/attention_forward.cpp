// SPDX-License-Identifier: Apache-2.0
#include "core/model/block_forward.h"

#include <algorithm>
#include <cassert>
#include <numeric>

namespace salient {

namespace {

AttentionShape attentionShape(const ModelConfig& config, const Block& block, int64_t queryStart) {
    const AttentionSpec& spec = config.attention;
    AttentionShape shape;
    shape.heads = spec.heads;
    shape.kvHeads = spec.kvHeads;
    shape.headDim = spec.headDim;
    shape.scale = spec.scale;
    shape.window = block.traits.window;
    shape.softcap = spec.softcap;
    shape.queryStart = queryStart;
    shape.slopes = spec.slopes;
    return shape;
}

// Head by head from one stride to another.
std::vector<ColumnPiece> headPieces(int64_t heads, ColumnPiece first, int64_t fromStride, int64_t toStride) {
    std::vector<ColumnPiece> pieces;
    for (int64_t head = 0; head < heads; ++head) {
        pieces.push_back({first.from + head * fromStride, first.to + head * toStride, first.width});
    }
    return pieces;
}

} // namespace

const RopeTables& BlockRunner::ropeTables(int64_t rope, int64_t used) {
    const RopeSpec& spec = m_config.ropes[static_cast<size_t>(rope)];
    RopeTables& tables = m_ropes[static_cast<size_t>(rope)];
    const int64_t length = ropeLength(spec, used);
    if (tables.positions() < used || tables.length != length) {
        int64_t capacity = std::max<int64_t>(tables.positions(), 512);
        while (capacity < used) {
            capacity *= 2;
        }
        tables = makeRopeTables(spec, capacity, length);
    }
    return tables;
}

void BlockRunner::rotate(const Block& block, const Projected& p, std::span<const int64_t> positions) {
    if (!block.traits.rotary) {
        return;
    }
    const RotaryLayout layout = m_config.ropes[static_cast<size_t>(block.traits.rope)].layout;
    const RopeTables& rope = ropeTables(block.traits.rope, *std::ranges::max_element(positions) + 1);
    m_backend.rotary(p.q, m_config.attention.headDim, rope.cosines, rope.sines, positions, layout);
    m_backend.rotary(p.k, m_config.attention.headDim, rope.cosines, rope.sines, positions, layout);
}

void BlockRunner::projectHeads(const Block& block, const TensorView& x, const Projected& p) {
    const AttentionSpec& a = m_config.attention;
    if (a.rows == QkvRows::Separate) {
        const LinearOutput outputs[] = {{block.q, p.q}, {block.k, p.k}, {block.v, p.v}};
        forwardTogether(m_backend, x, outputs);
    } else {
        const TensorSpan joined = scratch(m_joined, x.rows(), qkvFeatures(a));
        block.qkv.forward(m_backend, x, joined);
        m_backend.copyColumns(joined, m_pieces.q, p.q);
        m_backend.copyColumns(joined, m_pieces.k, p.k);
        m_backend.copyColumns(joined, m_pieces.v, p.v);
    }
    if (a.clipQkv > 0.0F) {
        for (const TensorSpan& part : {p.q, p.k, p.v}) {
            m_backend.clampAll(part, a.clipQkv);
        }
    }
    if (a.qkNorm == QkNorm::None) {
        return;
    }
    const auto perHead = [&](const TensorSpan& part) {
        return a.qkNorm == QkNorm::PerHead ? TensorSpan{part.data, DType::F32, {part.elements() / a.headDim, a.headDim}}
                                           : part;
    };
    block.qNorm.forward(m_backend, perHead(p.q), perHead(p.q));
    block.kNorm.forward(m_backend, perHead(p.k), perHead(p.k));
}

// Heads are put together as [rope, no rope] where the files have [no rope, rope]: scores are sums over channels, and so
// the rotation finds its channels first. Values are filled up with zeros to the width of keys.
void BlockRunner::projectLatent(const Block& block, const TensorView& x, const Projected& p,
                                const InputObserver& observer) {
    const AttentionSpec& a = m_config.attention;
    const int64_t plain = a.noRopeDim();
    TensorView qInput = x;
    if (a.qRank > 0) {
        const TensorSpan low = scratch(m_latentNormed, x.rows(), a.qRank);
        block.qA.forward(m_backend, x, low);
        block.qANorm.forward(m_backend, low, low);
        qInput = low;
        if (observer) {
            observer({LinearInput::Kind::LatentQ}, low);
        }
    }
    const TensorSpan q = scratch(m_joined, x.rows(), a.qFeatures());
    (a.qRank > 0 ? block.qB : block.q).forward(m_backend, qInput, q);
    m_backend.copyColumns(q, headPieces(a.heads, {plain, 0, a.ropeDim}, a.headDim, a.headDim), p.q);
    m_backend.copyColumns(q, headPieces(a.heads, {0, a.ropeDim, plain}, a.headDim, a.headDim), p.q);

    const TensorSpan latent = scratch(m_latent, x.rows(), a.kvRank + a.ropeDim);
    block.kvA.forward(m_backend, x, latent);
    m_backend.copyColumns(latent, headPieces(a.heads, {a.kvRank, 0, a.ropeDim}, 0, a.headDim), p.k);
    const TensorSpan low = scratch(m_latentNormed, x.rows(), a.kvRank);
    const ColumnPiece rank{0, 0, a.kvRank};
    m_backend.copyColumns(latent, {&rank, 1}, low);
    block.kvANorm.forward(m_backend, low, low);
    if (observer) {
        observer({LinearInput::Kind::LatentKv}, low);
    }
    const int64_t perHead = plain + a.valueDim;
    const TensorSpan kv = scratch(m_joined, x.rows(), a.heads * perHead);
    block.kvB.forward(m_backend, low, kv);
    m_backend.copyColumns(kv, headPieces(a.heads, {0, a.ropeDim, plain}, perHead, a.headDim), p.k);
    std::ranges::fill(p.v.floats(), 0.0F);
    m_backend.copyColumns(kv, headPieces(a.heads, {plain, 0, a.valueDim}, perHead, a.headDim), p.v);
}

BlockRunner::Projected BlockRunner::project(const Block& block, const TensorView& x, std::span<const int64_t> positions,
                                            const InputObserver& observer) {
    const AttentionSpec& a = m_config.attention;
    if (observer) {
        observer({LinearInput::Kind::Attention}, x);
    }
    const Projected p{scratch(m_q, x.rows(), a.qFeatures()), scratch(m_k, x.rows(), a.kvFeatures()),
                      scratch(m_v, x.rows(), a.kvFeatures())};
    if (a.latent) {
        projectLatent(block, x, p, observer);
    } else {
        projectHeads(block, x, p);
    }
    rotate(block, p, positions);
    return p;
}

// heads[T, heads · headDim] through the output projection.
void BlockRunner::output(const Block& block, const TensorView& heads, const TensorSpan& out,
                         const InputObserver& observer) {
    const AttentionSpec& a = m_config.attention;
    TensorView input = heads;
    if (a.outputFeatures() != a.qFeatures()) {
        const TensorSpan narrow = scratch(m_outputs, heads.rows(), a.outputFeatures());
        m_backend.copyColumns(heads, headPieces(a.heads, {0, 0, a.valueDim}, a.headDim, a.valueDim), narrow);
        input = narrow;
    }
    if (observer) {
        observer({LinearInput::Kind::AttentionOutput}, input);
    }
    block.o.forward(m_backend, input, out);
}

void BlockRunner::attention(const Block& block, const TensorView& x, std::span<const int64_t> lengths,
                            const TensorSpan& out, const InputObserver& observer) {
    assert(std::accumulate(lengths.begin(), lengths.end(), int64_t(0)) == x.rows());
    m_positions.clear();
    for (const int64_t length : lengths) {
        for (int64_t t = 0; t < length; ++t) {
            m_positions.push_back(t);
        }
    }
    const Projected p = project(block, x, m_positions, observer);
    const TensorSpan heads = scratch(m_heads, x.rows(), m_config.attention.qFeatures());
    const AttentionShape shape = attentionShape(m_config, block, 0);
    int64_t begin = 0;
    for (const int64_t length : lengths) {
        const int64_t end = begin + length;
        m_backend.attention(p.q.slice(begin, end), p.k.slice(begin, end), p.v.slice(begin, end), shape,
                            heads.slice(begin, end));
        begin = end;
    }
    output(block, heads, out, observer);
}

void BlockRunner::forwardCached(const Block& block, const TensorSpan& hidden, KvStore& store) {
    const int64_t tokens = hidden.rows();
    const int64_t start = store.length();
    m_positions.resize(static_cast<size_t>(tokens));
    std::iota(m_positions.begin(), m_positions.end(), start);
    run(block, hidden, {}, [&](const TensorView& x, const TensorSpan& out) {
        const Projected p = project(block, x, m_positions, {});
        store.append(p.k, p.v);
        const TensorSpan heads = scratch(m_heads, tokens, m_config.attention.qFeatures());
        m_backend.attention(p.q, store, attentionShape(m_config, block, start), heads);
        output(block, heads, out, {});
    });
}

} // namespace salient
