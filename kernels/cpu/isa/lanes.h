// SPDX-License-Identifier: Apache-2.0
#pragma once

// For the sources of this folder only: the vector register of the instruction set, through the compiler's vector types.

#include <cstdint>

namespace salient::SALIENT_ISA_NAMESPACE {

#if defined(__AVX512F__)
inline constexpr int kLanes = 16;
#elif defined(__AVX2__)
inline constexpr int kLanes = 8;
#else
inline constexpr int kLanes = 4;
#endif

using Lanes = float __attribute__((vector_size(kLanes * sizeof(float))));
// Attributes stand behind the name: behind the type clang drops `aligned` without a word.
using UnalignedLanes __attribute__((vector_size(kLanes * sizeof(float)), aligned(4), may_alias)) = float;
using IntLanes = int32_t __attribute__((vector_size(kLanes * sizeof(int32_t))));
using UnalignedBytes __attribute__((vector_size(kLanes), aligned(1), may_alias)) = uint8_t;
static_assert(alignof(UnalignedLanes) == 4 && alignof(UnalignedBytes) == 1);

[[gnu::always_inline]] inline Lanes load(const float* from) {
    return *reinterpret_cast<const UnalignedLanes*>(from);
}
[[gnu::always_inline]] inline void store(Lanes value, float* to) {
    *reinterpret_cast<UnalignedLanes*>(to) = value;
}

/// Sum of all lanes, by halves.
[[gnu::always_inline]] inline float sumOf(Lanes lanes) {
#if defined(__AVX512F__)
    const auto half = __builtin_shufflevector(lanes, lanes, 0, 1, 2, 3, 4, 5, 6, 7) +
                      __builtin_shufflevector(lanes, lanes, 8, 9, 10, 11, 12, 13, 14, 15);
    const auto quad = __builtin_shufflevector(half, half, 0, 1, 2, 3) + __builtin_shufflevector(half, half, 4, 5, 6, 7);
#elif defined(__AVX2__)
    const auto quad =
        __builtin_shufflevector(lanes, lanes, 0, 1, 2, 3) + __builtin_shufflevector(lanes, lanes, 4, 5, 6, 7);
#else
    const auto quad = lanes;
#endif
    const auto pair = quad + __builtin_shufflevector(quad, quad, 2, 3, 0, 1);
    return pair[0] + pair[1];
}

} // namespace salient::SALIENT_ISA_NAMESPACE
