// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

namespace salient {

/// Attention to stored keys and values in whole numbers: the vector of a key, a value or a query in a head becomes
/// 16-bit integers with one scale in fp32, and so do a query's softmax weights of a block of keys; products of pairs
/// add up exactly in 32 bits. The limits below keep those sums under 2^31.

/// Most of a key's or query's Euclidean norm: by Cauchy and Schwarz no sum of products leaves 31 bits.
inline constexpr float kCodeNorm = 46'000.0F;
/// Largest code of a key or a query.
inline constexpr float kLargestCode = 32'767.0F;
/// Keys whose values, times weights, are added up in whole numbers.
inline constexpr int64_t kValueSection = 64;
/// Largest code of a weight and of a value: 64 · 5790² < 2^31.
inline constexpr float kLargestWeightCode = 5'790.0F;

/// Limits of the codes of a vector.
struct CodeLimits {
    float norm;    ///< of their Euclidean norm
    float largest; ///< of their magnitude
};

/// One panel of a product: rows of codes a[rows, pairs · 2] times panel[pairs, columns, 2], each sum multiplied by the
/// scale of its row and, for scores, of its column.
struct PairProduct {
    int64_t rows = 0;
    int64_t pairs = 0;
    const int16_t* a = nullptr;
    int64_t aStride = 0;
    const int16_t* panel = nullptr;
    const float* rowScales = nullptr;    ///< [rows]
    const float* columnScales = nullptr; ///< [columns]; only of scores
    float* c = nullptr;                  ///< [rows, columns]
    int64_t cStride = 0;
};

/// Scores of one query with neighbouring keys.
struct KeyScores {
    float* scores = nullptr;
    const float* valueScales = nullptr; ///< of the same keys
    int64_t count = 0;
    float factor = 1.0F;      ///< positive
    float largest = 0.0F;     ///< of these scores or larger
    int16_t* codes = nullptr; ///< weights · value scales ≈ scale · codes, to nearest
};

/// Softmax weights e^(factor · (score − largest)).
struct KeyWeights {
    float scale = 0.0F;
    float total = 0.0F; ///< Σ weights; NaN when a score is
};

struct KeyValueKernels {
    int64_t columns; ///< of a panel

    /// x ≈ scale · codes, to nearest; returns the scale: NaN when an element is not finite, 0 when all are (nearly) 0.
    float (*quantizeVector)(const float* x, int64_t count, CodeLimits limits, int16_t* codes);
    /// Overwrites the scores.
    KeyWeights (*weighKeys)(const KeyScores& keys);
    /// c = product.
    void (*multiplyScores)(const PairProduct& product);
    /// c += product.
    void (*addValues)(const PairProduct& product);
};

} // namespace salient
