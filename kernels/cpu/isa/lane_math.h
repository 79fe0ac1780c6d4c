// SPDX-License-Identifier: Apache-2.0
#pragma once

// For the sources of this folder only: functions of one element without branches, which the compiler turns into vector
// code inside `#pragma omp simd` loops. All live in the namespace of the instruction set; code of one set must never be
// linked in place of another's, so nothing here (and nothing in these sources) calls inline functions from elsewhere.

#include <cstdint>

namespace salient::SALIENT_ISA_NAMESPACE {

/// 16-bit values in mapped files, at any address.
using UnalignedBits16 __attribute__((aligned(1), may_alias)) = uint16_t;
static_assert(alignof(UnalignedBits16) == 1);

#define SALIENT_INLINE [[gnu::always_inline]] inline

SALIENT_INLINE float floatOfBits(uint32_t bits) {
    return __builtin_bit_cast(float, bits);
}
SALIENT_INLINE uint32_t bitsOfFloat(float value) {
    return __builtin_bit_cast(uint32_t, value);
}

SALIENT_INLINE float floatOfBf16(uint16_t bits) {
    return floatOfBits(static_cast<uint32_t>(bits) << 16);
}

/// To nearest, ties to even; a NaN becomes a quiet one.
SALIENT_INLINE uint16_t bf16OfFloat(float value) {
    const uint32_t bits = bitsOfFloat(value);
    const uint32_t rounded = (bits + 0x7FFFU + ((bits >> 16) & 1U)) >> 16;
    const uint32_t quiet = (bits >> 16) | 0x0040U;
    return static_cast<uint16_t>((bits & 0x7FFFFFFFU) > 0x7F800000U ? quiet : rounded);
}

/// Multiplying by 2^112 moves a half's exponent to its place in a float and normalises subnormals on the way.
SALIENT_INLINE float floatOfHalf(uint16_t half) {
    const uint32_t sign = (half & 0x8000U) << 16;
    const uint32_t magnitude = (half & 0x7FFFU) << 13;
    const float scaled = floatOfBits(magnitude) * 0x1p112F;
    const uint32_t special = magnitude | 0x7F800000U;
    return floatOfBits(sign | ((half & 0x7C00U) == 0x7C00U ? special : bitsOfFloat(scaled)));
}

/// To nearest, ties to even. Adding 2^k with the right k rounds at the last bit that the half keeps.
SALIENT_INLINE uint16_t halfOfFloat(float value) {
    const uint32_t bits = bitsOfFloat(value);
    const uint32_t magnitude = bits & 0x7FFFFFFFU;
    const uint32_t tiny = bitsOfFloat(floatOfBits(magnitude) + 0.5F) - 0x3F000000U;
    const uint32_t usual = (magnitude - (112U << 23) + 0xFFFU + ((magnitude >> 13) & 1U)) >> 13;
    uint32_t half = magnitude < (113U << 23) ? tiny : usual;
    half = magnitude >= (143U << 23) ? 0x7C00U : half;
    half = magnitude > 0x7F800000U ? 0x7E00U : half;
    return static_cast<uint16_t>(((bits >> 16) & 0x8000U) | half);
}

/// e^x with about 1 ulp; 0 below −103.97, infinity above 88.72. Cody and Waite reduction, polynomial on ±ln2/2.
SALIENT_INLINE float expOf(float x) {
    constexpr float kRound = 12582912.0F; // 1.5 · 2^23: adding it rounds to an integer in the low bits
    const float low = x < -104.0F ? -104.0F : x;
    const float clamped = low > 89.0F ? 89.0F : low; // a NaN passes both comparisons
    const float shifted = clamped * 1.44269504088896341F + kRound;
    const float n = shifted - kRound;
    float r = clamped - n * 0.693145751953125F;
    r = r - n * 1.42860682030941723212e-6F;
    float p = 1.3888889e-3F;
    p = p * r + 8.3333333e-3F;
    p = p * r + 4.16666667e-2F;
    p = p * r + 1.66666667e-1F;
    p = p * r + 5.0e-1F;
    p = p * (r * r) + r;
    p = p + 1.0F;
    // 2^n in two factors, so that subnormal results and 2^128 come out right.
    const auto exponent = static_cast<int32_t>(bitsOfFloat(shifted) - bitsOfFloat(kRound));
    const int32_t half = exponent >> 1;
    const float first = floatOfBits(static_cast<uint32_t>(half + 127) << 23);
    const float second = floatOfBits(static_cast<uint32_t>(exponent - half + 127) << 23);
    return p * first * second;
}

SALIENT_INLINE float siluOf(float x) {
    return x / (1.0F + expOf(-x));
}

/// x·Φ(x) with erf as a polynomial below and through e^r above |z| = 475/512 (N. Juffa's coefficients, about 1 ulp of
/// erf). For negative x the tail is e^r itself, without cancellation; the result is good to 3.5e-8.
SALIENT_INLINE float geluOf(float x) {
    const float z = x * 0.70710678118654752F;
    const float t = z < 0.0F ? -z : z;
    const float s = z * z;
    float r = -1.72853470e-5F * t + 3.83197126e-4F;
    const float u = -3.88396438e-3F * t + 2.42546219e-2F;
    r = r * s + u;
    r = r * t + -1.06777877e-1F;
    r = r * t + -6.34846687e-1F;
    r = r * t + -1.28717512e-1F;
    r = r * t - t;
    const float tail = 0.5F * expOf(t > 10.0F ? -104.0F : r); // Φ(−|x|)
    float e = -5.96761703e-4F;
    e = e * s + 4.99119423e-3F;
    e = e * s + -2.67681349e-2F;
    e = e * s + 1.12819925e-1F;
    e = e * s + -3.76125336e-1F;
    e = e * s + 1.28379166e-1F;
    e = e * z + z;
    const float middle = 0.5F + 0.5F * e;
    const float outer = x < 0.0F ? tail : 1.0F - tail;
    return x * (t > 0.927734375F ? outer : middle);
}

/// x/2·(1 + tanh(u)) is x/(1 + e^−2u), which loses nothing for negative u.
SALIENT_INLINE float geluTanhOf(float x) {
    const float u = 0.79788456080286536F * (x + 0.044715F * x * x * x);
    return x / (1.0F + expOf(-2.0F * u));
}

SALIENT_INLINE float reluOf(float x) {
    return x < 0.0F ? 0.0F : x; // keeps NaN, as PyTorch does
}

/// Odd polynomial (as in Cephes' tanhf) below 0.625, through e^2x above; about 2 ulp.
SALIENT_INLINE float tanhOf(float x) {
    const float t = x < 0.0F ? -x : x;
    const float s = t * t;
    float p = -5.70498872745e-3F;
    p = p * s + 2.06390887954e-2F;
    p = p * s + -5.37397155531e-2F;
    p = p * s + 1.33314422036e-1F;
    p = p * s + -3.33332819422e-1F;
    const float middle = p * s * t + t;
    const float outer = 1.0F - 2.0F / (expOf(2.0F * t) + 1.0F);
    const float magnitude = t < 0.625F ? middle : outer;
    return x < 0.0F ? -magnitude : magnitude;
}

#undef SALIENT_INLINE

} // namespace salient::SALIENT_ISA_NAMESPACE
