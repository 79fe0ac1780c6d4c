// SPDX-License-Identifier: Apache-2.0
#include "kernels/cpu/kv_attention.h"

#include "kernels/cpu/parallel_blocks.h"

#include <omp.h>

#include <cmath>
#include <limits>

namespace salient {

namespace {

constexpr int64_t kTileRows = 48;
constexpr int64_t kTilesWanted = 16; // whatever the number of threads, so that results do not depend on it
constexpr CodeLimits kQueryLimits{kCodeNorm, kLargestCode};

/// Queries [begin, begin + count) of all heads of a kv head, against blocks [firstBlock, endBlock).
struct Tile {
    int64_t begin = 0;
    int64_t count = 0;
    int64_t kvHead = 0;
    int64_t firstBlock = 0;
    int64_t endBlock = 0;
};

/// Rows of what is known after some blocks: Σ weight · value [sumColumns], largest score, Σ weight.
struct RowStates {
    float* data = nullptr;
    int64_t sumColumns = 0;

    static constexpr int64_t kExtra = 16; // room for the other two that keeps rows aligned
    int64_t stride() const { return sumColumns + kExtra; }
    float* sums(int64_t row) const { return data + row * stride(); }
    float& maximum(int64_t row) const { return data[row * stride() + sumColumns]; }
    float& total(int64_t row) const { return data[row * stride() + sumColumns + 1]; }
};

class StoreAttention {
public:
    StoreAttention(const AttentionCall& call, const CpuKvStore& store, const VectorKernels& kernels)
        : m_call(call), m_store(store), m_kernels(kernels), m_group(call.shape.heads / call.shape.kvHeads),
          m_tileQueries(std::clamp<int64_t>(kTileRows / m_group, 1, call.queries)),
          m_tiles(dividedUp(call.queries, m_tileQueries)), m_sumColumns(store.valuePanels() * columns()),
          m_firstBlock(call.firstKey(0) / kStoreBlock),
          m_blocks(dividedUp(call.endKey(call.queries - 1), kStoreBlock)) {
        const int64_t seen = m_blocks - m_firstBlock;
        m_partBlocks = std::max<int64_t>(1, seen * m_tiles * call.shape.kvHeads / kTilesWanted);
        m_partBlocks = std::min(m_partBlocks, seen);
        m_parts = dividedUp(seen, m_partBlocks);
    }

    void run(std::vector<KvTileScratch>& scratch, std::vector<float>& states) const;

private:
    int64_t columns() const { return m_kernels.keyValues.columns; }
    int64_t tileRows() const { return m_tileQueries * m_group; }
    int64_t headOf(const Tile& tile, int64_t row) const { return tile.kvHead * m_group + row % m_group; }
    int64_t queryOf(const Tile& tile, int64_t row) const { return tile.begin + row / m_group; }
    /// Elements before that of a row in q and out.
    int64_t offsetOf(const Tile& tile, int64_t row) const {
        return queryOf(tile, row) * m_call.queryStride() + headOf(tile, row) * m_call.shape.headDim;
    }
    void prepare(KvTileScratch& scratch) const;
    Tile tileOf(int64_t item) const;
    void attendTile(const Tile& tile, KvTileScratch& scratch, const RowStates& states) const;
    void quantizeQueries(const Tile& tile, KvTileScratch& scratch) const;
    void scoreBlock(const Tile& tile, int64_t block, int64_t keys, KvTileScratch& scratch) const;
    void weighRow(const Tile& tile, int64_t row, int64_t block, KvTileScratch& scratch, const RowStates& states) const;
    void raiseMaximum(int64_t row, float largest, float factor, const RowStates& states) const;
    void addValues(const Tile& tile, int64_t block, int64_t keys, const KvTileScratch& scratch,
                   const RowStates& states) const;
    void finishTile(const Tile& tile, const RowStates& states, int64_t parts, int64_t partStride) const;

    const AttentionCall& m_call;
    const CpuKvStore& m_store;
    const VectorKernels& m_kernels;
    int64_t m_group; // heads that share keys and values
    int64_t m_tileQueries;
    int64_t m_tiles;
    int64_t m_sumColumns;
    int64_t m_firstBlock; // blocks before it are visible to no query
    int64_t m_blocks;
    int64_t m_partBlocks = 1;
    int64_t m_parts = 1; // tiles that share queries
};

void StoreAttention::prepare(KvTileScratch& scratch) const {
    const auto grow = [](auto& values, int64_t count) {
        values.resize(std::max(values.size(), static_cast<size_t>(count)));
    };
    const int64_t rows = tileRows();
    grow(scratch.queries, rows * m_store.pairs() * 2);
    grow(scratch.queryScales, rows);
    grow(scratch.scores, rows * kStoreBlock);
    grow(scratch.weights, rows * kStoreBlock);
    grow(scratch.weightScales, rows);
    grow(scratch.states, rows * (m_sumColumns + RowStates::kExtra));
}

// The last tiles see the most keys: they go first, so that the threads finish together.
Tile StoreAttention::tileOf(int64_t item) const {
    const int64_t part = item % m_parts;
    const int64_t begin = (m_tiles - 1 - item / m_parts / m_call.shape.kvHeads) * m_tileQueries;
    const int64_t count = std::min(m_tileQueries, m_call.queries - begin);
    const int64_t first = m_firstBlock + part * m_partBlocks;
    return {begin, count, item / m_parts % m_call.shape.kvHeads, std::max(first, m_call.firstKey(begin) / kStoreBlock),
            std::min(first + m_partBlocks, dividedUp(m_call.endKey(begin + count - 1), kStoreBlock))};
}

void StoreAttention::quantizeQueries(const Tile& tile, KvTileScratch& scratch) const {
    const int64_t stride = m_store.pairs() * 2;
    for (int64_t row = 0; row < tile.count * m_group; ++row) {
        int16_t* codes = scratch.queries.data() + row * stride;
        codes[stride - 1] = 0; // beyond an odd head
        scratch.queryScales[static_cast<size_t>(row)] = m_kernels.keyValues.quantizeVector(
            m_call.q + offsetOf(tile, row), m_call.shape.headDim, kQueryLimits, codes);
    }
}

// scores[row, key] = q · k for all keys of the block that the row may see, and some that it may not.
void StoreAttention::scoreBlock(const Tile& tile, int64_t block, int64_t keys, KvTileScratch& scratch) const {
    const KvBlock stored = m_store.block(block, tile.kvHead);
    PairProduct product;
    product.pairs = m_store.pairs();
    product.aStride = product.pairs * 2;
    product.cStride = kStoreBlock;
    for (int64_t key = 0; key < keys; key += columns()) {
        // Queries before the panel's first key see nothing of it.
        const int64_t position = m_call.shape.queryStart + tile.begin;
        const int64_t firstRow = std::max<int64_t>(0, block * kStoreBlock + key - position) * m_group;
        product.rows = tile.count * m_group - firstRow;
        product.a = scratch.queries.data() + firstRow * product.aStride;
        product.rowScales = scratch.queryScales.data() + firstRow;
        product.panel = stored.keys + key * product.pairs * 2;
        product.columnScales = stored.keyScales + key;
        product.c = scratch.scores.data() + firstRow * kStoreBlock + key;
        m_kernels.keyValues.multiplyScores(product);
    }
}

// Scores of one row to codes of weights relative to the largest score so far; rescales what was summed before. Keys
// that the query does not see get weights of 0.
void StoreAttention::weighRow(const Tile& tile, int64_t row, int64_t block, KvTileScratch& scratch,
                              const RowStates& states) const {
    const int64_t query = queryOf(tile, row);
    const int64_t first = block * kStoreBlock;
    const int64_t begin = std::clamp<int64_t>(m_call.firstKey(query) - first, 0, kStoreBlock);
    const int64_t end = std::clamp<int64_t>(m_call.endKey(query) - first, begin, kStoreBlock);
    int16_t* codes = scratch.weights.data() + row * kStoreBlock;
    std::fill_n(codes, begin, int16_t{0});
    std::fill(codes + end, codes + kStoreBlock, int16_t{0});
    float* scores = scratch.scores.data() + row * kStoreBlock;
    KeyWeights weights;
    if (begin < end) {
        const float factor =
            finishScores(m_call, query, headOf(tile, row), first + begin, end - begin, scores + begin, m_kernels.rows);
        const float largest = std::max(states.maximum(row), m_kernels.rows.maximum(scores + begin, end - begin));
        raiseMaximum(row, largest, factor, states);
        const float* valueScales = m_store.block(block, tile.kvHead).valueScales;
        weights = m_kernels.keyValues.weighKeys(
            {scores + begin, valueScales + begin, end - begin, factor, largest, codes + begin});
    }
    states.total(row) += weights.total;
    scratch.weightScales[static_cast<size_t>(row)] = weights.scale;
}

void StoreAttention::raiseMaximum(int64_t row, float largest, float factor, const RowStates& states) const {
    const float before = states.maximum(row);
    if (largest > before && states.total(row) != 0.0F) {
        const float shrink = std::exp(factor * (before - largest));
        states.total(row) *= shrink;
        m_kernels.elements.scale(states.sums(row), shrink, m_sumColumns);
    }
    states.maximum(row) = largest;
}

void StoreAttention::addValues(const Tile& tile, int64_t block, int64_t keys, const KvTileScratch& scratch,
                               const RowStates& states) const {
    const KvBlock stored = m_store.block(block, tile.kvHead);
    PairProduct product;
    product.rows = tile.count * m_group;
    product.pairs = kValueSection / 2;
    product.rowScales = scratch.weightScales.data();
    product.aStride = kStoreBlock;
    product.cStride = states.stride();
    for (int64_t panel = 0; panel < m_store.valuePanels(); ++panel) {
        for (int64_t key = 0; key < keys; key += kValueSection) {
            product.a = scratch.weights.data() + key;
            product.panel = stored.values + (panel * kStoreBlock + key) * columns();
            product.c = states.sums(0) + panel * columns();
            m_kernels.keyValues.addValues(product);
        }
    }
}

void StoreAttention::attendTile(const Tile& tile, KvTileScratch& scratch, const RowStates& states) const {
    const int64_t rows = tile.count * m_group;
    std::fill_n(states.data, rows * states.stride(), 0.0F);
    for (int64_t row = 0; row < rows; ++row) {
        states.maximum(row) = -std::numeric_limits<float>::infinity();
    }
    quantizeQueries(tile, scratch);
    const int64_t endKey = m_call.endKey(tile.begin + tile.count - 1);
    for (int64_t block = tile.firstBlock; block < tile.endBlock; ++block) {
        const int64_t keys = std::min(kStoreBlock, endKey - block * kStoreBlock);
        scoreBlock(tile, block, keys, scratch);
        for (int64_t row = 0; row < rows; ++row) {
            weighRow(tile, row, block, scratch, states);
        }
        addValues(tile, block, keys, scratch, states);
    }
}

// out = Σ weight · value / Σ weight of each row, of which `parts` saw keys of their own.
void StoreAttention::finishTile(const Tile& tile, const RowStates& states, int64_t parts, int64_t partStride) const {
    const int64_t dim = m_call.shape.headDim;
    const float factor = m_call.scoreFactor();
    for (int64_t row = 0; row < tile.count * m_group; ++row) {
        float largest = -std::numeric_limits<float>::infinity();
        for (int64_t part = 0; part < parts; ++part) {
            largest = std::max(largest, states.maximum(row + part * partStride));
        }
        float total = 0.0F;
        float* out = m_call.out + offsetOf(tile, row);
        std::fill_n(out, dim, 0.0F);
        for (int64_t part = 0; part < parts; ++part) {
            const int64_t from = row + part * partStride;
            if (states.total(from) == 0.0F) {
                continue; // saw nothing
            }
            const float share = std::exp(factor * (states.maximum(from) - largest));
            total += share * states.total(from);
            const float* sums = states.sums(from);
            std::transform(sums, sums + dim, out, out, [share](float sum, float so) { return so + share * sum; });
        }
        m_kernels.elements.scale(out, 1.0F / total, dim);
    }
}

void StoreAttention::run(std::vector<KvTileScratch>& scratch, std::vector<float>& states) const {
    const int64_t stateRow = m_sumColumns + RowStates::kExtra;
    const int64_t items = m_tiles * m_call.shape.kvHeads * m_parts;
    const auto threads = static_cast<size_t>(omp_get_max_threads());
    scratch.resize(std::max(scratch.size(), threads));
    for (size_t thread = 0; thread < threads; ++thread) {
        prepare(scratch[thread]);
    }
    if (m_parts > 1) {
        states.resize(std::max(states.size(), static_cast<size_t>(items * tileRows() * stateRow)));
    }
#pragma omp parallel if (items > 1)
    {
        KvTileScratch& own = scratch[static_cast<size_t>(omp_get_thread_num())];
#pragma omp for schedule(dynamic)
        for (int64_t item = 0; item < items; ++item) {
            const Tile tile = tileOf(item);
            if (m_parts > 1) {
                attendTile(tile, own, {states.data() + item * tileRows() * stateRow, m_sumColumns});
            } else {
                attendTile(tile, own, {own.states.data(), m_sumColumns});
                finishTile(tile, {own.states.data(), m_sumColumns}, 1, 0);
            }
        }
    }
    for (int64_t item = 0; m_parts > 1 && item < items; item += m_parts) {
        finishTile(tileOf(item), {states.data() + item * tileRows() * stateRow, m_sumColumns}, m_parts, tileRows());
    }
}

} // namespace

void KvAttention::attend(const AttentionCall& call, const CpuKvStore& store, const VectorKernels& kernels) {
    StoreAttention(call, store, kernels).run(m_scratch, m_states);
}

} // namespace salient
