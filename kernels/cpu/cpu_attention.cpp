// SPDX-License-Identifier: Apache-2.0
#include "kernels/cpu/attention_kernels.h"
#include "kernels/cpu/cpu_backend.h"

#include <vector>

namespace salient {

namespace {

constexpr int64_t kFewQueries = 8; // packing keys and values costs about as much as so many queries

// Turns visible scores into weights; returns their sum.
float softmaxWeights(float* scores, int64_t count, const AttentionShape& shape, const RowKernels& kernels) {
    float factor = shape.scale;
    if (shape.softcap > 0.0F) {
        kernels.capSoftly(scores, factor, shape.softcap, count);
        factor = 1.0F;
    }
    return kernels.exponentials(scores, factor, kernels.maximum(scores, count), count);
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
        kernels.products.multiplyRow(
            {call.q + offset, dim, heads, call.k + (begin + key) * call.keyStride() + kvOffset, dim, products});
        for (int64_t head = 0; head < heads; ++head) {
            scores[static_cast<size_t>(head * visible + key)] = products[head];
        }
    }
    std::fill_n(call.out + offset, heads * dim, 0.0F);
    for (int64_t head = 0; head < heads; ++head) {
        float* weights = scores.data() + head * visible;
        float* out = call.out + offset + head * dim;
        const float sum = softmaxWeights(weights, visible, call.shape, kernels.rows);
        for (int64_t key = 0; key < visible; ++key) {
            kernels.products.addScaled(call.v + (begin + key) * call.keyStride() + kvOffset, weights[key], dim, out);
        }
        kernels.elements.scale(out, 1.0F / sum, dim);
    }
}

} // namespace

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

} // namespace salient
