// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kernels/dtype.h"

#include <cmath>
#include <cstddef>
#include <cstring>

// What the block formats of gguf_blocks.h are made of.
namespace salient::gguf_blocks {

constexpr int kBlock = 32;
constexpr int kSuperBlock = 256;

inline void putHalf(std::byte* place, Float16 value) {
    std::memcpy(place, &value.bits, sizeof(value.bits));
}

/// False when the value is beyond fp16.
inline bool putHalf(std::byte* place, float value) {
    const Float16 half = toFloat16(value);
    putHalf(place, half);
    return std::isfinite(toFloat(half));
}

inline float halfAt(const std::byte* place) {
    Float16 half;
    std::memcpy(&half.bits, place, sizeof(half.bits));
    return toFloat(half);
}

inline std::byte nibbles(int low, int high) {
    return std::byte(static_cast<uint8_t>(low | high << 4));
}

/// Code i of a block of 32 whose low nibbles are the first half.
inline int nibbleAt(const std::byte* packed, int i) {
    const auto byte = static_cast<int>(packed[i % (kBlock / 2)]);
    return i < kBlock / 2 ? byte & 15 : byte >> 4;
}

bool quantizeQ4_K(const float* x, std::byte* out);
void dequantizeQ4_K(const std::byte* block, float* out);

} // namespace salient::gguf_blocks
