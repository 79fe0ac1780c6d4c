// SPDX-License-Identifier: Apache-2.0
#pragma once

// For the sources of this folder only: vectors of pairs of 16-bit integers and their multiply-add.

#include "kernels/cpu/isa/lane_math.h"
#include "kernels/cpu/isa/lanes.h"

#if defined(__SSE2__)
#include <immintrin.h>
#endif

namespace salient::SALIENT_ISA_NAMESPACE {

using Words = uint32_t __attribute__((vector_size(kLanes * sizeof(uint32_t))));
using UnalignedWords __attribute__((vector_size(kLanes * sizeof(uint32_t)), aligned(4), may_alias)) = uint32_t;
using Shorts = uint16_t __attribute__((vector_size(kLanes * sizeof(uint32_t))));
using UnalignedFloat __attribute__((aligned(1), may_alias)) = float;
using AliasedWord __attribute__((may_alias)) = uint32_t;
static_assert(alignof(UnalignedWords) == 4 && alignof(UnalignedFloat) == 1);

[[gnu::always_inline]] inline Words loadWords(const void* from) {
    return *static_cast<const UnalignedWords*>(from);
}
[[gnu::always_inline]] inline void storeWords(Words words, void* to) {
    *static_cast<UnalignedWords*>(to) = words;
}
[[gnu::always_inline]] inline Words allWords(uint32_t word) {
    return Words{} + word;
}
[[gnu::always_inline]] inline Lanes floatsOf(Words words) {
    return __builtin_convertvector(reinterpret_cast<IntLanes>(words), Lanes);
}

/// sums + a.low · b.low + a.high · b.high per word, of signed halves.
[[gnu::always_inline]] inline Words addPairs(Words sums, Words a, Words b) {
#if defined(__AVX512VNNI__)
    return reinterpret_cast<Words>(_mm512_dpwssd_epi32(reinterpret_cast<__m512i>(sums), reinterpret_cast<__m512i>(a),
                                                       reinterpret_cast<__m512i>(b)));
#elif defined(__AVX512BW__)
    return sums +
           reinterpret_cast<Words>(_mm512_madd_epi16(reinterpret_cast<__m512i>(a), reinterpret_cast<__m512i>(b)));
#elif defined(__AVXVNNI__)
    return reinterpret_cast<Words>(_mm256_dpwssd_avx_epi32(reinterpret_cast<__m256i>(sums),
                                                           reinterpret_cast<__m256i>(a), reinterpret_cast<__m256i>(b)));
#elif defined(__AVX2__)
    return sums +
           reinterpret_cast<Words>(_mm256_madd_epi16(reinterpret_cast<__m256i>(a), reinterpret_cast<__m256i>(b)));
#elif defined(__SSE2__)
    return sums + reinterpret_cast<Words>(_mm_madd_epi16(reinterpret_cast<__m128i>(a), reinterpret_cast<__m128i>(b)));
#else
    const auto signedA = reinterpret_cast<IntLanes>(a);
    const auto signedB = reinterpret_cast<IntLanes>(b);
    const IntLanes low = (signedA << 16 >> 16) * (signedB << 16 >> 16);
    const IntLanes high = (signedA >> 16) * (signedB >> 16);
    return sums + reinterpret_cast<Words>(low) + reinterpret_cast<Words>(high);
#endif
}

/// The next kLanes halves as floats.
[[gnu::always_inline]] inline Lanes loadHalves(const void* from) {
#if defined(__AVX512F__)
    return reinterpret_cast<Lanes>(
        _mm512_maskz_cvtph_ps(0xFFFF, _mm256_loadu_si256(static_cast<const __m256i_u*>(from))));
#elif defined(__F16C__)
    return reinterpret_cast<Lanes>(_mm256_cvtph_ps(_mm_loadu_si128(static_cast<const __m128i_u*>(from))));
#else
    const auto* halves = static_cast<const UnalignedBits16*>(from);
    Lanes floats;
    for (int lane = 0; lane < kLanes; ++lane) {
        floats[lane] = floatOfHalf(halves[lane]);
    }
    return floats;
#endif
}

/// The next kLanes bf16 values as floats.
[[gnu::always_inline]] inline Lanes loadBf16s(const void* from) {
#if defined(__AVX512F__)
    const __m512i wide = _mm512_maskz_cvtepu16_epi32(0xFFFF, _mm256_loadu_si256(static_cast<const __m256i_u*>(from)));
    return reinterpret_cast<Lanes>(reinterpret_cast<Words>(wide) << 16U);
#elif defined(__AVX2__)
    const __m256i wide = _mm256_cvtepu16_epi32(_mm_loadu_si128(static_cast<const __m128i_u*>(from)));
    return reinterpret_cast<Lanes>(reinterpret_cast<Words>(wide) << 16U);
#else
    const auto* values = static_cast<const UnalignedBits16*>(from);
    Lanes floats;
    for (int lane = 0; lane < kLanes; ++lane) {
        floats[lane] = floatOfBf16(values[lane]);
    }
    return floats;
#endif
}

/// The next kLanes bytes as words. Intrinsics, because GCC 12 widens such vectors byte by byte (and warns about the
/// undefined source inside the unmasked form of the first).
[[gnu::always_inline]] inline IntLanes loadBytes(const uint8_t* from) {
#if defined(__AVX512F__)
    return reinterpret_cast<IntLanes>(
        _mm512_maskz_cvtepu8_epi32(0xFFFF, _mm_loadu_si128(reinterpret_cast<const __m128i_u*>(from))));
#elif defined(__AVX2__)
    return reinterpret_cast<IntLanes>(_mm256_cvtepu8_epi32(_mm_loadu_si64(from)));
#elif defined(__SSE2__)
    const __m128i zero = _mm_setzero_si128();
    return reinterpret_cast<IntLanes>(_mm_unpacklo_epi16(_mm_unpacklo_epi8(_mm_loadu_si32(from), zero), zero));
#else
    return __builtin_convertvector(*reinterpret_cast<const UnalignedBytes*>(from), IntLanes);
#endif
}

} // namespace salient::SALIENT_ISA_NAMESPACE
