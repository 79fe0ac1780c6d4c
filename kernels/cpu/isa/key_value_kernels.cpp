// SPDX-License-Identifier: Apache-2.0
#include "kernels/cpu/isa/key_value_kernels.h"

#include "kernels/cpu/isa/integer_lanes.h"

namespace salient::SALIENT_ISA_NAMESPACE {

namespace {

// Registers: kRows · 2 sums, two parts of a panel row, one broadcast pair of a.
constexpr int kRows = kLanes == 16 ? 12 : 6; // 32 registers with 16 lanes, else 16
constexpr int kColumns = 2 * kLanes;

constexpr float kRound = 12582912.0F; // 1.5 · 2^23: adding it rounds to an integer in the low bits

[[gnu::always_inline]] inline int16_t codeOf(float x, float inverse) {
    return static_cast<int16_t>(static_cast<int32_t>(bitsOfFloat(x * inverse + kRound) - bitsOfFloat(kRound)));
}

float quantizeVector(const float* x, int64_t count, CodeLimits limits, int16_t* codes) {
    float squares = 0.0F;
    float largest = 0.0F;
#pragma omp simd reduction(+ : squares) reduction(max : largest)
    for (int64_t i = 0; i < count; ++i) {
        const float magnitude = floatOfBits(bitsOfFloat(x[i]) & 0x7FFFFFFFU);
        squares += magnitude * magnitude;
        largest = magnitude > largest ? magnitude : largest;
    }
    // Squares of less than 2^-60 are lost, and nothing that small counts beside what else attention adds up.
    const bool zero = largest < 0x1p-60F && squares < 1.0F;
    const float byNorm = __builtin_sqrtf(squares) / limits.norm;
    const float byLargest = largest / limits.largest;
    const float scale = zero ? 0.0F : byNorm < byLargest ? byLargest : byNorm; // NaN when the norm is
    const bool usable = scale > 0.0F && scale < __builtin_inff();
    const float inverse = usable ? 1.0F / scale : 0.0F;
#pragma omp simd
    for (int64_t i = 0; i < count; ++i) {
        codes[i] = usable ? codeOf(x[i], inverse) : int16_t{0};
    }
    return usable || zero ? scale : __builtin_nanf("");
}

// 2^x for x ≤ 0, with 2 ulp; about 2^-126 below that. Taylor's polynomial on ±1/2.
[[gnu::always_inline]] inline float powerOfTwo(float x) {
    const float clamped = x < -126.0F ? -126.0F : x; // a NaN passes
    const float shifted = clamped + kRound;
    const float r = clamped - (shifted - kRound);
    float p = 1.5403530e-4F;
    p = p * r + 1.3333558e-3F;
    p = p * r + 9.6181291e-3F;
    p = p * r + 5.5504109e-2F;
    p = p * r + 2.4022651e-1F;
    p = p * r + 6.9314718e-1F;
    p = p * r + 1.0F;
    return p * floatOfBits((bitsOfFloat(shifted) - bitsOfFloat(kRound) + 127U) << 23U);
}

KeyWeights weighKeys(const KeyScores& keys) {
    float* const x = keys.scores;
    const float* const valueScales = keys.valueScales;
    const int64_t count = keys.count;
    const float shift = keys.largest;
    const float factor = keys.factor * 1.44269504088896341F;
    float total = 0.0F;
    float largest = 0.0F;
#pragma omp simd reduction(+ : total) reduction(max : largest)
    for (int64_t i = 0; i < count; ++i) {
        const float weight = powerOfTwo(factor * (x[i] - shift));
        const float scaled = weight * valueScales[i];
        total += weight;
        largest = scaled > largest ? scaled : largest;
        x[i] = scaled;
    }
    const float inverse = largest > 0x1p-100F ? kLargestWeightCode / largest : 0.0F;
    int16_t* const codes = keys.codes;
#pragma omp simd
    for (int64_t i = 0; i < count; ++i) {
        codes[i] = codeOf(x[i], inverse);
    }
    return {largest / kLargestWeightCode, total};
}

template <int Rows, bool Scores>
void multiplyTile(const PairProduct& p, int64_t firstRow) {
    Words low[Rows] = {};
    Words high[Rows] = {};
    const int16_t* a = p.a + firstRow * p.aStride;
    const int16_t* panel = p.panel;
    const int64_t aStride = p.aStride;
    const int64_t pairs = p.pairs;
    for (int64_t pair = 0; pair < pairs; ++pair, panel += 2 * kColumns) {
        const Words first = loadWords(panel);
        const Words second = loadWords(panel + kColumns);
#pragma GCC unroll 16
        for (int row = 0; row < Rows; ++row) {
            const Words factors = allWords(*(reinterpret_cast<const AliasedWord*>(a + row * aStride) + pair));
            low[row] = addPairs(low[row], factors, first);
            high[row] = addPairs(high[row], factors, second);
        }
    }
    const float* const rowScales = p.rowScales + firstRow;
    const int64_t cStride = p.cStride;
    float* c = p.c + firstRow * cStride;
    Lanes firstScales{};
    Lanes secondScales{};
    if constexpr (Scores) {
        firstScales = load(p.columnScales);
        secondScales = load(p.columnScales + kLanes);
    }
#pragma GCC unroll 16
    for (int row = 0; row < Rows; ++row, c += cStride) {
        const float scale = rowScales[row];
        if constexpr (Scores) {
            store(floatsOf(low[row]) * (firstScales * scale), c);
            store(floatsOf(high[row]) * (secondScales * scale), c + kLanes);
        } else {
            store(load(c) + floatsOf(low[row]) * scale, c);
            store(load(c + kLanes) + floatsOf(high[row]) * scale, c + kLanes);
        }
    }
}

// The last, incomplete tile: its number of rows is searched at compile time's choice of kernels.
template <int Rows, bool Scores>
void multiplyLastTile(const PairProduct& p, int64_t firstRow) {
    if constexpr (Rows > 0) {
        if (p.rows - firstRow == Rows) {
            multiplyTile<Rows, Scores>(p, firstRow);
        } else {
            multiplyLastTile<Rows - 1, Scores>(p, firstRow);
        }
    }
}

template <bool Scores>
void multiplyPanel(const PairProduct& p) {
    int64_t row = 0;
    for (; row + kRows <= p.rows; row += kRows) {
        multiplyTile<kRows, Scores>(p, row);
    }
    multiplyLastTile<kRows - 1, Scores>(p, row);
}

} // namespace

KeyValueKernels keyValueKernels() {
    return {kColumns, quantizeVector, weighKeys, multiplyPanel<true>, multiplyPanel<false>};
}

} // namespace salient::SALIENT_ISA_NAMESPACE
