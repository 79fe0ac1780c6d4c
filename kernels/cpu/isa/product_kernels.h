// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

namespace salient {

/// One panel of a product: c[rows, columns] (+)= a[rows, inner] · panel[inner, tileColumns].
/// Rows of the panel are `panelStride` elements apart; all tileColumns of them are read.
struct PanelProduct {
    int64_t rows = 0;
    int64_t inner = 0;
    int64_t columns = 0; ///< 1 … tileColumns; the panel has tileColumns, the rest of it is ignored
    const float* a = nullptr;
    int64_t aStride = 0;
    const float* panel = nullptr;
    int64_t panelStride = 0;
    float* c = nullptr;
    int64_t cStride = 0;
    bool accumulate = false;
};

/// Rows of a weight times a few tokens: y[token · yStride + row] = Σ_i x[token · xStride + i] · w[row · in + i], i <
/// in.
struct RowProduct {
    const float* x = nullptr;
    int64_t xStride = 0;
    int64_t tokens = 1;      ///< 1 … kRowProductTokens
    const void* w = nullptr; ///< in the type that the function says, at any address
    int64_t in = 0;
    float* y = nullptr;
    int64_t yStride = 1;
    int64_t rows = 1;
};

inline constexpr int64_t kRowProductTokens = 4;

/// Consecutive groups of a row of PackedLinear; `codes` begins at a whole byte.
struct PackedGroups {
    const uint8_t* codes = nullptr;
    const uint8_t* zeros = nullptr;
    const void* scales = nullptr; ///< halves
    int64_t groups = 0;
    int64_t groupSize = 0;
};

/// The loops under dense products, in fp32.
struct ProductKernels {
    int64_t tileRows;    ///< rows that one pass over a panel keeps in registers
    int64_t tileColumns; ///< columns of a panel

    void (*multiplyPanel)(const PanelProduct& product);
    /// target[column · targetStride + row] = source[row · sourceStride + column].
    void (*transpose)(const float* source, int64_t sourceStride, int64_t rows, int64_t columns, float* target,
                      int64_t targetStride);
    void (*multiplyRows)(const RowProduct& product); ///< w in fp32
    void (*multiplyBf16Rows)(const RowProduct& product);
    void (*multiplyHalfRows)(const RowProduct& product);
    /// Two codes per byte, low nibble first; `groupSize` is even.
    void (*dequantizeNibbles)(const PackedGroups& packed, float* target);
    /// One code per byte.
    void (*dequantizeBytes)(const PackedGroups& packed, float* target);
};

} // namespace salient
