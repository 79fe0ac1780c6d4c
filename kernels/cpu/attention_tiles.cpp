// SPDX-License-Identifier: Apache-2.0
#include "kernels/cpu/attention_kernels.h"

#include <cmath>
#include <limits>
#include <vector>

namespace salient {

namespace {

constexpr int64_t kTileQueries = 96;
constexpr int64_t kKeyBlock = 256;

/// What one thread needs for a tile.
struct TileScratch {
    TileScratch(int64_t headDim)
        : scores(static_cast<size_t>(kTileQueries * kKeyBlock)), sums(static_cast<size_t>(kTileQueries * headDim)),
          maxima(static_cast<size_t>(kTileQueries)), totals(static_cast<size_t>(kTileQueries)) {}

    std::vector<float> scores; // [queries, kKeyBlock], scores and then weights e^(score − maximum)
    std::vector<float> sums;   // [queries, headDim], Σ weight · value so far
    std::vector<float> maxima; // [queries], largest score so far
    std::vector<float> totals; // [queries], Σ weight so far
};

/// Queries [begin, begin + count) of one head.
struct QueryTile {
    int64_t begin = 0;
    int64_t count = 0;
    int64_t head = 0;
};

/// Keys [begin, begin + count); `begin` is where a panel of keys starts.
struct KeyBlock {
    int64_t begin = 0;
    int64_t count = 0;
    bool first = false;
};

class TiledAttention {
public:
    TiledAttention(const AttentionCall& call, const VectorKernels& kernels)
        : m_call(call), m_kernels(kernels), m_width(kernels.products.tileColumns),
          m_firstKey(call.firstKey(0) / kKeyBlock * kKeyBlock), m_keys(call.endKey(call.queries - 1) - m_firstKey),
          m_keyPanels((m_keys + m_width - 1) / m_width), m_valuePanels((call.shape.headDim + m_width - 1) / m_width),
          m_packedKeys({call.shape.kvHeads, m_keyPanels, call.shape.headDim, m_width}, DType::F32),
          m_packedValues({call.shape.kvHeads, m_valuePanels, m_keys, m_width}, DType::F32) {}

    void run();

private:
    void packKeys(int64_t kvHead, int64_t panel);
    void packValues(int64_t kvHead, int64_t panel);
    void attendTile(const QueryTile& tile, TileScratch& scratch) const;
    void scoreBlock(const QueryTile& tile, const KeyBlock& block, TileScratch& scratch) const;
    void weighRow(int64_t row, const QueryTile& tile, const KeyBlock& block, TileScratch& scratch) const;
    void addValues(const QueryTile& tile, const KeyBlock& block, TileScratch& scratch) const;
    int64_t kvHeadOf(int64_t head) const { return head / (m_call.shape.heads / m_call.shape.kvHeads); }

    const AttentionCall& m_call;
    const VectorKernels& m_kernels;
    int64_t m_width;    // columns of a panel
    int64_t m_firstKey; // keys before it are visible to no query
    int64_t m_keys;     // from there on
    int64_t m_keyPanels;
    int64_t m_valuePanels;
    Tensor m_packedKeys;   // [kvHeads, keyPanels, headDim, width]: Kᵀ
    Tensor m_packedValues; // [kvHeads, valuePanels, keys, width]
};

void TiledAttention::packKeys(int64_t kvHead, int64_t panel) {
    const int64_t dim = m_call.shape.headDim;
    const int64_t begin = panel * m_width;
    const float* source = m_call.k + (m_firstKey + begin) * m_call.keyStride() + kvHead * dim;
    m_kernels.products.transpose(source, m_call.keyStride(), std::min(m_width, m_keys - begin), dim,
                                 m_packedKeys.floats().data() + (kvHead * m_keyPanels + panel) * dim * m_width,
                                 m_width);
}

void TiledAttention::packValues(int64_t kvHead, int64_t panel) {
    const int64_t begin = panel * m_width;
    const int64_t columns = std::min(m_width, m_call.shape.headDim - begin);
    const float* source = m_call.v + m_firstKey * m_call.keyStride() + kvHead * m_call.shape.headDim + begin;
    float* target = m_packedValues.floats().data() + (kvHead * m_valuePanels + panel) * m_keys * m_width;
    for (int64_t key = 0; key < m_keys; ++key) {
        std::copy_n(source + key * m_call.keyStride(), columns, target + key * m_width);
    }
}

// scores[query, key] = q · k for all keys of the block that the query may see, and some that it may not.
void TiledAttention::scoreBlock(const QueryTile& tile, const KeyBlock& block, TileScratch& scratch) const {
    const int64_t dim = m_call.shape.headDim;
    PanelProduct product;
    product.inner = dim;
    product.aStride = m_call.queryStride();
    product.panelStride = m_width;
    product.cStride = kKeyBlock;
    for (int64_t key = 0; key < block.count; key += m_width) {
        // Queries before the panel's first key see nothing of it.
        const int64_t firstRow = std::max<int64_t>(0, block.begin + key - (m_call.shape.queryStart + tile.begin));
        const int64_t panel = (block.begin - m_firstKey + key) / m_width;
        product.rows = tile.count - firstRow;
        product.columns = std::min(m_width, block.count - key);
        product.a = m_call.q + (tile.begin + firstRow) * m_call.queryStride() + tile.head * dim;
        product.panel = m_packedKeys.floats().data() + (kvHeadOf(tile.head) * m_keyPanels + panel) * dim * m_width;
        product.c = scratch.scores.data() + firstRow * kKeyBlock + key;
        m_kernels.products.multiplyPanel(product);
    }
}

// Scores of one query to weights relative to the largest score so far; rescales what was summed before it.
void TiledAttention::weighRow(int64_t row, const QueryTile& tile, const KeyBlock& block, TileScratch& scratch) const {
    const RowKernels& rows = m_kernels.rows;
    float* scores = scratch.scores.data() + row * kKeyBlock;
    const int64_t begin = std::clamp<int64_t>(m_call.firstKey(tile.begin + row) - block.begin, 0, block.count);
    const int64_t end = std::clamp<int64_t>(m_call.endKey(tile.begin + row) - block.begin, begin, block.count);
    std::fill(scores, scores + begin, 0.0F);
    std::fill(scores + end, scores + block.count, 0.0F);
    if (begin == end) {
        return;
    }
    const float factor =
        finishScores(m_call, tile.begin + row, tile.head, block.begin + begin, end - begin, scores + begin, rows);
    const auto index = static_cast<size_t>(row);
    const float before = scratch.maxima[index];
    const float largest = std::max(before, rows.maximum(scores + begin, end - begin));
    if (!block.first && largest > before) {
        const float shrink = std::exp(factor * (before - largest));
        scratch.totals[index] *= shrink;
        m_kernels.elements.scale(scratch.sums.data() + row * m_call.shape.headDim, shrink, m_call.shape.headDim);
    }
    scratch.maxima[index] = largest;
    scratch.totals[index] += rows.exponentials(scores + begin, factor, largest, end - begin);
}

void TiledAttention::addValues(const QueryTile& tile, const KeyBlock& block, TileScratch& scratch) const {
    PanelProduct product;
    product.rows = tile.count;
    product.inner = block.count;
    product.a = scratch.scores.data();
    product.aStride = kKeyBlock;
    product.panelStride = m_width;
    product.cStride = m_call.shape.headDim;
    product.accumulate = !block.first;
    for (int64_t panel = 0; panel < m_valuePanels; ++panel) {
        product.columns = std::min(m_width, m_call.shape.headDim - panel * m_width);
        product.panel = m_packedValues.floats().data() +
                        ((kvHeadOf(tile.head) * m_valuePanels + panel) * m_keys + block.begin - m_firstKey) * m_width;
        product.c = scratch.sums.data() + panel * m_width;
        m_kernels.products.multiplyPanel(product);
    }
}

void TiledAttention::attendTile(const QueryTile& tile, TileScratch& scratch) const {
    const int64_t dim = m_call.shape.headDim;
    std::ranges::fill(scratch.maxima, -std::numeric_limits<float>::infinity());
    std::ranges::fill(scratch.totals, 0.0F);
    const int64_t firstKey = m_call.firstKey(tile.begin) / kKeyBlock * kKeyBlock;
    const int64_t endKey = m_call.endKey(tile.begin + tile.count - 1);
    for (int64_t begin = firstKey; begin < endKey; begin += kKeyBlock) {
        const KeyBlock block{begin, std::min(kKeyBlock, endKey - begin), begin == firstKey};
        scoreBlock(tile, block, scratch);
        for (int64_t row = 0; row < tile.count; ++row) {
            weighRow(row, tile, block, scratch);
        }
        addValues(tile, block, scratch);
    }
    for (int64_t row = 0; row < tile.count; ++row) {
        const float* sums = scratch.sums.data() + row * dim;
        const float factor = 1.0F / scratch.totals[static_cast<size_t>(row)];
        float* out = m_call.out + (tile.begin + row) * m_call.queryStride() + tile.head * dim;
        std::transform(sums, sums + dim, out, [factor](float sum) { return sum * factor; });
    }
}

void TiledAttention::run() {
    const int64_t kvHeads = m_call.shape.kvHeads;
    const int64_t tiles = (m_call.queries + kTileQueries - 1) / kTileQueries;
    const int64_t heads = m_call.shape.heads;
#pragma omp parallel
    {
        TileScratch scratch(m_call.shape.headDim);
#pragma omp for schedule(static) nowait
        for (int64_t panel = 0; panel < kvHeads * m_keyPanels; ++panel) {
            packKeys(panel / m_keyPanels, panel % m_keyPanels);
        }
#pragma omp for schedule(static)
        for (int64_t panel = 0; panel < kvHeads * m_valuePanels; ++panel) {
            packValues(panel / m_valuePanels, panel % m_valuePanels);
        }
        // The last tiles see the most keys: they go first, so that the threads finish together.
#pragma omp for schedule(dynamic)
        for (int64_t item = 0; item < tiles * heads; ++item) {
            const int64_t begin = (tiles - 1 - item / heads) * kTileQueries;
            attendTile({begin, std::min(kTileQueries, m_call.queries - begin), item % heads}, scratch);
        }
    }
}

} // namespace

void attendByTiles(const AttentionCall& call, const VectorKernels& kernels) {
    TiledAttention(call, kernels).run();
}

} // namespace salient
