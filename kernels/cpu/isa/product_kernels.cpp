// SPDX-License-Identifier: Apache-2.0
#include "kernels/cpu/isa/product_kernels.h"

#include "kernels/cpu/isa/integer_lanes.h"

namespace salient::SALIENT_ISA_NAMESPACE {

void addPackedKernels(ProductKernels& kernels);

namespace {

// Registers: kRows · 2 sums, two parts of a panel row, one broadcast element of a.
constexpr int kRows = kLanes == 16 ? 12 : 6; // 32 registers with 16 lanes, else 16
constexpr int kColumns = 2 * kLanes;

using Quad = float __attribute__((vector_size(16)));
using UnalignedQuad __attribute__((vector_size(16), aligned(4), may_alias)) = float;
static_assert(alignof(UnalignedQuad) == 4);

// Writes or adds one row of sums; a row at the right edge goes through memory.
[[gnu::always_inline]] inline void finishRow(Lanes low, Lanes high, const PanelProduct& p, float* c) {
    if (p.columns == kColumns) {
        store(p.accumulate ? load(c) + low : low, c);
        store(p.accumulate ? load(c + kLanes) + high : high, c + kLanes);
        return;
    }
    float sums[kColumns];
    store(low, sums);
    store(high, sums + kLanes);
    for (int64_t j = 0; j < p.columns; ++j) {
        c[j] = p.accumulate ? c[j] + sums[j] : sums[j];
    }
}

template <int Rows>
void multiplyTile(const PanelProduct& p, const float* a, float* c) {
    Lanes low[Rows] = {};
    Lanes high[Rows] = {};
    const float* panel = p.panel;
    for (int64_t k = 0; k < p.inner; ++k, panel += p.panelStride) {
        const Lanes first = load(panel);
        const Lanes second = load(panel + kLanes);
#pragma GCC unroll 16
        for (int row = 0; row < Rows; ++row) {
            const float element = a[row * p.aStride + k];
            low[row] += first * element;
            high[row] += second * element;
        }
    }
#pragma GCC unroll 16
    for (int row = 0; row < Rows; ++row) {
        finishRow(low[row], high[row], p, c + row * p.cStride);
    }
}

// The last, incomplete tile: its number of rows is searched at compile time's choice of kernels.
template <int Rows>
void multiplyLastTile(int64_t rows, const PanelProduct& p, const float* a, float* c) {
    if constexpr (Rows > 0) {
        if (rows == Rows) {
            multiplyTile<Rows>(p, a, c);
        } else {
            multiplyLastTile<Rows - 1>(rows, p, a, c);
        }
    }
}

void multiplyPanel(const PanelProduct& p) {
    int64_t row = 0;
    for (; row + kRows <= p.rows; row += kRows) {
        multiplyTile<kRows>(p, p.a + row * p.aStride, p.c + row * p.cStride);
    }
    multiplyLastTile<kRows - 1>(p.rows - row, p, p.a + row * p.aStride, p.c + row * p.cStride);
}

[[gnu::always_inline]] inline void transposeQuad(const float* source, int64_t sourceStride, float* target,
                                                 int64_t targetStride) {
    const Quad r0 = *reinterpret_cast<const UnalignedQuad*>(source);
    const Quad r1 = *reinterpret_cast<const UnalignedQuad*>(source + sourceStride);
    const Quad r2 = *reinterpret_cast<const UnalignedQuad*>(source + 2 * sourceStride);
    const Quad r3 = *reinterpret_cast<const UnalignedQuad*>(source + 3 * sourceStride);
    const Quad a = __builtin_shufflevector(r0, r1, 0, 4, 1, 5);
    const Quad b = __builtin_shufflevector(r2, r3, 0, 4, 1, 5);
    const Quad c = __builtin_shufflevector(r0, r1, 2, 6, 3, 7);
    const Quad d = __builtin_shufflevector(r2, r3, 2, 6, 3, 7);
    *reinterpret_cast<UnalignedQuad*>(target) = __builtin_shufflevector(a, b, 0, 1, 4, 5);
    *reinterpret_cast<UnalignedQuad*>(target + targetStride) = __builtin_shufflevector(a, b, 2, 3, 6, 7);
    *reinterpret_cast<UnalignedQuad*>(target + 2 * targetStride) = __builtin_shufflevector(c, d, 0, 1, 4, 5);
    *reinterpret_cast<UnalignedQuad*>(target + 3 * targetStride) = __builtin_shufflevector(c, d, 2, 3, 6, 7);
}

void transpose(const float* source, int64_t sourceStride, int64_t rows, int64_t columns, float* target,
               int64_t targetStride) {
    const int64_t wholeRows = rows / 4 * 4;
    const int64_t wholeColumns = columns / 4 * 4;
    for (int64_t column = 0; column < wholeColumns; column += 4) {
        for (int64_t row = 0; row < wholeRows; row += 4) {
            transposeQuad(source + row * sourceStride + column, sourceStride, target + column * targetStride + row,
                          targetStride);
        }
    }
    for (int64_t row = 0; row < rows; ++row) {
        for (int64_t column = row < wholeRows ? wholeColumns : 0; column < columns; ++column) {
            target[column * targetStride + row] = source[row * sourceStride + column];
        }
    }
}

// How weights of a type are read: kLanes of them, or one.
struct Floats {
    static constexpr int64_t kBytes = 4;
    static Lanes lanes(const void* w, int64_t i) { return load(static_cast<const float*>(w) + i); }
    static float one(const void* w, int64_t i) { return *(static_cast<const UnalignedFloat*>(w) + i); }
};
struct Bf16s {
    static constexpr int64_t kBytes = 2;
    static Lanes lanes(const void* w, int64_t i) { return loadBf16s(static_cast<const UnalignedBits16*>(w) + i); }
    static float one(const void* w, int64_t i) { return floatOfBf16(static_cast<const UnalignedBits16*>(w)[i]); }
};
struct Halves {
    static constexpr int64_t kBytes = 2;
    static Lanes lanes(const void* w, int64_t i) { return loadHalves(static_cast<const UnalignedBits16*>(w) + i); }
    static float one(const void* w, int64_t i) { return floatOfHalf(static_cast<const UnalignedBits16*>(w)[i]); }
};

// Rows follow each other in memory. They are asked for ahead of their turn: the processor's own prefetching stops at
// the end of a page.
constexpr int64_t kAheadBytes = 4096;
constexpr int64_t kLineBytes = 64;

// Several sums hide the latency of the additions, most of all when there is one token.
template <typename Weights, int Tokens>
void multiplyRow(const RowProduct& p, int64_t row) {
    constexpr int kSums = Tokens == 1 ? 4 : 2;
    const char* w = static_cast<const char*>(p.w) + row * p.in * Weights::kBytes;
    Lanes sums[Tokens][kSums] = {};
    int64_t i = 0;
    for (; i + kSums * kLanes <= p.in; i += kSums * kLanes) {
#pragma GCC unroll 4
        for (int64_t line = 0; line < kSums * kLanes * Weights::kBytes; line += kLineBytes) {
            __builtin_prefetch(w + i * Weights::kBytes + line + kAheadBytes);
        }
#pragma GCC unroll 4
        for (int s = 0; s < kSums; ++s) {
            const Lanes weights = Weights::lanes(w, i + s * kLanes);
#pragma GCC unroll 4
            for (int token = 0; token < Tokens; ++token) {
                sums[token][s] += weights * load(p.x + token * p.xStride + i + s * kLanes);
            }
        }
    }
    for (int token = 0; token < Tokens; ++token) {
        Lanes lanes = sums[token][0];
        for (int s = 1; s < kSums; ++s) {
            lanes += sums[token][s];
        }
        float total = sumOf(lanes);
        for (int64_t rest = i; rest < p.in; ++rest) {
            total += Weights::one(w, rest) * p.x[token * p.xStride + rest];
        }
        p.y[token * p.yStride + row] = total;
    }
}

template <typename Weights, int Tokens>
void multiplyRowsBy(const RowProduct& p) {
    for (int64_t row = 0; row < p.rows; ++row) {
        multiplyRow<Weights, Tokens>(p, row);
    }
}

template <typename Weights>
void multiplyRows(const RowProduct& p) {
    constexpr void (*kByTokens[kRowProductTokens])(const RowProduct&) = {
        multiplyRowsBy<Weights, 1>, multiplyRowsBy<Weights, 2>, multiplyRowsBy<Weights, 3>, multiplyRowsBy<Weights, 4>};
    kByTokens[p.tokens - 1](p);
}

} // namespace

ProductKernels productKernels() {
    ProductKernels kernels;
    kernels.tileRows = kRows;
    kernels.tileColumns = kColumns;
    kernels.multiplyPanel = multiplyPanel;
    kernels.transpose = transpose;
    kernels.multiplyRows = multiplyRows<Floats>;
    kernels.multiplyBf16Rows = multiplyRows<Bf16s>;
    kernels.multiplyHalfRows = multiplyRows<Halves>;
    addPackedKernels(kernels);
    return kernels;
}

} // namespace salient::SALIENT_ISA_NAMESPACE
