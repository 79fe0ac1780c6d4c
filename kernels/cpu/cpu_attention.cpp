// SPDX-License-Identifier: Apache-2.0
#include "kernels/cpu/attention_kernels.h"
#include "kernels/cpu/cpu_backend.h"
#include "kernels/cpu/cpu_kv_store.h"

#include <algorithm>
#include <vector>

namespace salient {

namespace {

constexpr int64_t kFewQueries = 8; // packing keys and values costs about as much as so many queries

/// Keys and values that a query sees, of one kv head.
struct VisibleKeys {
    int64_t begin = 0;
    int64_t count = 0;
    int64_t channel = 0; // where the kv head begins in a row of k and v
};

// out[heads, headDim] = weights[heads, visible] · V, with V in place of a packed panel as far as whole panels go.
void addValues(const AttentionCall& call, const float* weights, const VisibleKeys& visible, int64_t heads, float* out,
               const ProductKernels& kernels) {
    const int64_t dim = call.shape.headDim;
    const int64_t width = kernels.tileColumns;
    const float* values = call.v + visible.begin * call.keyStride() + visible.channel;
    PanelProduct product;
    product.rows = heads;
    product.inner = visible.count;
    product.a = weights;
    product.aStride = visible.count;
    product.panelStride = call.keyStride();
    product.columns = width;
    product.cStride = dim;
    int64_t column = 0;
    for (; column + width <= dim; column += width) {
        product.panel = values + column;
        product.c = out + column;
        kernels.multiplyPanel(product);
    }
    for (int64_t head = 0; head < heads; ++head) {
        std::fill_n(out + head * dim + column, dim - column, 0.0F);
        for (int64_t key = 0; key < visible.count; ++key) {
            for (int64_t j = column; j < dim; ++j) {
                out[head * dim + j] += weights[head * visible.count + key] * values[key * call.keyStride() + j];
            }
        }
    }
}

// One query, `heads` neighbouring heads that share keys and values, at most kRowProductTokens.
void attendHeads(const AttentionCall& call, int64_t query, int64_t firstHead, int64_t heads,
                 const VectorKernels& kernels) {
    const int64_t dim = call.shape.headDim;
    const int64_t group = call.shape.heads / call.shape.kvHeads;
    const int64_t kvOffset = firstHead / group * dim;
    const int64_t begin = call.firstKey(query);
    const int64_t visible = call.endKey(query) - begin;
    const int64_t offset = query * call.queryStride() + firstHead * dim;
    std::vector<float> scores(static_cast<size_t>(heads * visible)); // [heads, visible]
    for (int64_t key = 0; key < visible; ++key) {
        float products[kRowProductTokens];
        kernels.products.multiplyRows(
            {call.q + offset, dim, heads, call.k + (begin + key) * call.keyStride() + kvOffset, dim, products});
        for (int64_t head = 0; head < heads; ++head) {
            scores[static_cast<size_t>(head * visible + key)] = products[head];
        }
    }
    float factors[kRowProductTokens]; // 1 / Σ weights
    for (int64_t head = 0; head < heads; ++head) {
        float* row = scores.data() + head * visible;
        const float factor = finishScores(call, query, firstHead + head, begin, visible, row, kernels.rows);
        factors[head] = 1.0F / kernels.rows.exponentials(row, factor, kernels.rows.maximum(row, visible), visible);
    }
    addValues(call, scores.data(), {begin, visible, kvOffset}, heads, call.out + offset, kernels.products);
    for (int64_t head = 0; head < heads; ++head) {
        kernels.elements.scale(call.out + offset + head * dim, factors[head], dim);
    }
}

} // namespace

float finishScores(const AttentionCall& call, int64_t query, int64_t head, int64_t firstKey, int64_t count,
                   float* scores, const RowKernels& kernels) {
    const float factor = call.scoreFactor();
    float inner = call.shape.scale;
    if (call.shape.softcap > 0.0F) {
        kernels.capSoftly(scores, inner, call.shape.softcap, count);
        inner = 1.0F;
    }
    if (!call.shape.slopes.empty()) {
        const float slope = call.shape.slopes[static_cast<size_t>(head)];
        const int64_t distance = firstKey - (call.shape.queryStart + query); // of the first key, at most 0
        for (int64_t key = 0; key < count; ++key) {
            scores[key] = inner * scores[key] + slope * static_cast<float>(distance + key);
        }
    }
    return factor;
}

void attendByRows(const AttentionCall& call, const VectorKernels& kernels) {
    const int64_t group = call.shape.heads / call.shape.kvHeads;
    const int64_t parts = (group + kRowProductTokens - 1) / kRowProductTokens;
    const int64_t items = call.queries * call.shape.kvHeads * parts;
#pragma omp parallel for schedule(dynamic) if (items > 1)
    for (int64_t item = 0; item < items; ++item) {
        const int64_t part = item % parts;
        const int64_t kvHead = item / parts % call.shape.kvHeads;
        attendHeads(call, item / parts / call.shape.kvHeads, kvHead * group + part * kRowProductTokens,
                    std::min(kRowProductTokens, group - part * kRowProductTokens), kernels);
    }
}

void CpuBackend::attention(const TensorView& q, const TensorView& k, const TensorView& v, const AttentionShape& shape,
                           const TensorSpan& out) {
    if (q.rows() == 0) {
        return;
    }
    assert(shape.heads % shape.kvHeads == 0 && shape.scale > 0.0F);
    assert(q.columns() == shape.heads * shape.headDim && out.elements() == q.elements());
    assert(k.columns() == shape.kvHeads * shape.headDim && v.elements() == k.elements());
    assert(shape.queryStart + q.rows() <= k.rows());
    const AttentionCall call{
        q.floats().data(), k.floats().data(), v.floats().data(), out.floats().data(), q.rows(), k.rows(), shape};
    if (call.queries <= kFewQueries) {
        attendByRows(call, m_kernels);
    } else {
        attendByTiles(call, m_kernels);
    }
}

std::unique_ptr<KvStore> CpuBackend::makeKvStore(int64_t kvHeads, int64_t headDim) {
    return std::make_unique<CpuKvStore>(kvHeads, headDim, m_kernels.keyValues);
}

void CpuBackend::attention(const TensorView& q, const KvStore& store, const AttentionShape& shape,
                           const TensorSpan& out) {
    if (q.rows() == 0) {
        return;
    }
    assert(dynamic_cast<const CpuKvStore*>(&store) != nullptr);
    const auto& held = static_cast<const CpuKvStore&>(store);
    assert(shape.kvHeads == held.kvHeads() && shape.headDim == held.headDim());
    assert(shape.heads % shape.kvHeads == 0 && shape.scale > 0.0F);
    assert(q.columns() == shape.heads * shape.headDim && out.elements() == q.elements());
    assert(shape.queryStart + q.rows() <= held.length());
    m_kvAttention.attend({q.floats().data(), nullptr, nullptr, out.floats().data(), q.rows(), held.length(), shape},
                         held, m_kernels);
}

} // namespace salient
