// SPDX-License-Identifier: Apache-2.0
// Q4_K: 256 values in eight groups of 32 whose scales and minima are themselves rounded to 6 bits
// (ggml/src/ggml-quants.c, quantize_row_q4_K_ref and make_qkx2_quants).
#include "core/gguf/gguf_block_parts.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace salient::gguf_blocks {

namespace {

constexpr int kGroups = kSuperBlock / kBlock;
constexpr int kMaxCode = 15;
constexpr int kMaxScale = 63;
constexpr int kCandidates = 21; // ranges of −1 … +1 code around the full one, in steps of 0.1

using Codes = std::array<int, kBlock>;

/// w ≈ scale · code − minimum.
struct GroupFit {
    float scale = 0.0F;
    float minimum = 0.0F;
};

struct Weighted {
    const float* x;
    std::array<float, kBlock> weights;
    float sumW = 0.0F;
    float sumX = 0.0F;
};

int clampedCode(float value) {
    return std::clamp(static_cast<int>(std::nearbyint(value)), 0, kMaxCode);
}

// Large values count more: weight = root mean square of the group + |x|.
Weighted weigh(const float* x) {
    float squares = 0.0F;
    for (int i = 0; i < kBlock; ++i) {
        squares += x[i] * x[i];
    }
    const float level = std::sqrt(squares / kBlock);
    Weighted group{x, {}, 0.0F, 0.0F};
    for (int i = 0; i < kBlock; ++i) {
        const auto at = static_cast<size_t>(i);
        group.weights[at] = level + std::abs(x[i]);
        group.sumW += group.weights[at];
        group.sumX += group.weights[at] * x[i];
    }
    return group;
}

float weightedError(const Weighted& group, const Codes& codes, float scale, float offset) {
    float error = 0.0F;
    for (size_t i = 0; i < kBlock; ++i) {
        const float difference = scale * static_cast<float>(codes[i]) + offset - group.x[i];
        error += group.weights[i] * (difference * difference);
    }
    return error;
}

/// The least-squares scale and offset for these codes; false when they do not determine any.
bool solve(const Weighted& group, const Codes& codes, float& scale, float& offset) {
    float sumL = 0.0F;
    float sumL2 = 0.0F;
    float sumXL = 0.0F;
    for (size_t i = 0; i < kBlock; ++i) {
        const auto code = static_cast<float>(codes[i]);
        sumL += group.weights[i] * code;
        sumL2 += group.weights[i] * code * code;
        sumXL += group.weights[i] * code * group.x[i];
    }
    const float determinant = group.sumW * sumL2 - sumL * sumL;
    if (!(determinant > 0.0F)) {
        return false;
    }
    scale = (group.sumW * sumXL - group.sumX * sumL) / determinant;
    offset = (sumL2 * group.sumX - sumL * sumXL) / determinant;
    if (offset > 0.0F) {
        offset = 0.0F;
        scale = sumXL / sumL2;
    }
    return true;
}

/// Tries 21 widths of the range, each with the best scale and offset for its codes; offsets are never above 0. As in
/// the reference a better offset is where the ranges tried after it begin.
GroupFit fitGroup(const float* x) {
    const Weighted group = weigh(x);
    const float most = *std::max_element(x, x + kBlock);
    float bestOffset = std::min(*std::min_element(x, x + kBlock), 0.0F);
    if (most == bestOffset) {
        return {0.0F, -bestOffset};
    }
    Codes codes{};
    const auto roundTo = [&](float levels) {
        const float inverse = levels / (most - bestOffset);
        for (size_t i = 0; i < kBlock; ++i) {
            codes[i] = clampedCode(inverse * (x[i] - bestOffset));
        }
        return inverse;
    };
    float bestScale = 1.0F / roundTo(kMaxCode);
    float bestError = weightedError(group, codes, bestScale, bestOffset);
    for (int step = 0; step < kCandidates; ++step) {
        roundTo(-1.0F + 0.1F * static_cast<float>(step) + kMaxCode);
        float scale = 0.0F;
        float offset = 0.0F;
        if (!solve(group, codes, scale, offset)) {
            continue;
        }
        const float error = weightedError(group, codes, scale, offset);
        if (error < bestError) {
            bestError = error;
            bestScale = scale;
            bestOffset = offset;
        }
    }
    return {bestScale, -bestOffset};
}

/// Six bits each: groups 0 … 3 whole, the others with their upper two bits above those of the first four.
void putScales(std::byte* place, const std::array<int, kGroups>& scales, const std::array<int, kGroups>& minima) {
    for (int j = 0; j < 4; ++j) {
        const auto first = static_cast<size_t>(j);
        const auto second = static_cast<size_t>(j + 4);
        place[j] = std::byte(static_cast<uint8_t>(scales[first] | scales[second] >> 4 << 6));
        place[j + 4] = std::byte(static_cast<uint8_t>(minima[first] | minima[second] >> 4 << 6));
        place[j + 8] = std::byte(static_cast<uint8_t>((scales[second] & 15) | (minima[second] & 15) << 4));
    }
}

struct GroupScale {
    int scale = 0;
    int minimum = 0;
};

GroupScale scaleAt(const std::byte* place, int j) {
    const auto byte = [&](int i) { return static_cast<int>(place[i]); };
    if (j < 4) {
        return {byte(j) & 63, byte(j + 4) & 63};
    }
    return {(byte(j + 4) & 15) | byte(j - 4) >> 6 << 4, byte(j + 4) >> 4 | byte(j) >> 6 << 4};
}

} // namespace

bool quantizeQ4_K(const float* x, std::byte* out) {
    std::array<GroupFit, kGroups> fits;
    float largestScale = 0.0F;
    float largestMinimum = 0.0F;
    for (int j = 0; j < kGroups; ++j) {
        GroupFit& fit = fits[static_cast<size_t>(j)];
        fit = fitGroup(x + j * kBlock);
        largestScale = std::max(largestScale, fit.scale);
        largestMinimum = std::max(largestMinimum, fit.minimum);
    }
    const float inverseScale = largestScale > 0.0F ? kMaxScale / largestScale : 0.0F;
    const float inverseMinimum = largestMinimum > 0.0F ? kMaxScale / largestMinimum : 0.0F;
    std::array<int, kGroups> scales{};
    std::array<int, kGroups> minima{};
    for (size_t j = 0; j < kGroups; ++j) {
        scales[j] = std::clamp(static_cast<int>(std::nearbyint(inverseScale * fits[j].scale)), 0, kMaxScale);
        minima[j] = std::clamp(static_cast<int>(std::nearbyint(inverseMinimum * fits[j].minimum)), 0, kMaxScale);
    }
    const bool expressible = putHalf(out, largestScale / kMaxScale) && putHalf(out + 2, largestMinimum / kMaxScale);
    putScales(out + 4, scales, minima);
    const auto code = [&](int value) {
        const auto j = static_cast<size_t>(value / kBlock);
        const float d = halfAt(out) * static_cast<float>(scales[j]);
        return d == 0.0F ? 0 : clampedCode((x[value] + halfAt(out + 2) * static_cast<float>(minima[j])) / d);
    };
    for (int i = 0; i < kSuperBlock / 2; ++i) {
        const int first = i / kBlock * 2 * kBlock + i % kBlock;
        out[16 + i] = nibbles(code(first), code(first + kBlock));
    }
    return expressible;
}

void dequantizeQ4_K(const std::byte* block, float* out) {
    const float d = halfAt(block);
    const float dmin = halfAt(block + 2);
    for (int j = 0; j < kGroups; ++j) {
        const GroupScale group = scaleAt(block + 4, j);
        const float scale = d * static_cast<float>(group.scale);
        const float minimum = dmin * static_cast<float>(group.minimum);
        for (int i = 0; i < kBlock; ++i) {
            const auto byte = static_cast<int>(block[16 + j / 2 * kBlock + i]);
            const int code = j % 2 == 0 ? byte & 15 : byte >> 4;
            out[j * kBlock + i] = scale * static_cast<float>(code) - minimum;
        }
    }
}

} // namespace salient::gguf_blocks
