// SPDX-License-Identifier: Apache-2.0
#include "kernels/cpu/isa/lane_math.h"
#include "kernels/cpu/isa/lanes.h"
#include "kernels/cpu/isa/product_kernels.h"

#if defined(__SSE2__)
#include <immintrin.h>
#endif

namespace salient::SALIENT_ISA_NAMESPACE {

namespace {

void dequantizeNibbles(const PackedGroups& p, float* target) {
    const int64_t pairs = p.groupSize / 2;
    const auto* scales = static_cast<const UnalignedBits16*>(p.scales);
    for (int64_t group = 0; group < p.groups; ++group) {
        const float scale = floatOfHalf(scales[group]);
        const int32_t zero = p.zeros[group];
        const uint8_t* codes = p.codes + group * pairs;
        float* weights = target + group * p.groupSize;
#pragma omp simd
        for (int64_t pair = 0; pair < pairs; ++pair) {
            weights[2 * pair] = static_cast<float>((codes[pair] & 0x0F) - zero) * scale;
            weights[2 * pair + 1] = static_cast<float>((codes[pair] >> 4) - zero) * scale;
        }
    }
}

void dequantizeBytes(const PackedGroups& p, float* target) {
    const auto* scales = static_cast<const UnalignedBits16*>(p.scales);
    for (int64_t group = 0; group < p.groups; ++group) {
        const float scale = floatOfHalf(scales[group]);
        const int32_t zero = p.zeros[group];
        const uint8_t* codes = p.codes + group * p.groupSize;
        float* weights = target + group * p.groupSize;
#pragma omp simd
        for (int64_t i = 0; i < p.groupSize; ++i) {
            weights[i] = static_cast<float>(codes[i] - zero) * scale;
        }
    }
}

// The next kLanes bytes as integers. Intrinsics, because GCC 12 widens such vectors byte by byte (and warns about the
// undefined source inside the unmasked form of the first).
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

// Σ (code − zero) · x over one group of `count` codes; code(i) is one code and codes(i) the next kLanes ones.
template <int Tokens, typename Codes, typename Code>
[[gnu::always_inline]] inline void addGroup(const float* x, int64_t xStride, int64_t count, const Codes& codes,
                                            const Code& code, Lanes (&sums)[Tokens], float (&rests)[Tokens]) {
    int64_t i = 0;
    for (; i + kLanes <= count; i += kLanes) {
        const Lanes w = __builtin_convertvector(codes(i), Lanes);
#pragma GCC unroll 4
        for (int token = 0; token < Tokens; ++token) {
            sums[token] += w * load(x + token * xStride + i);
        }
    }
    for (; i < count; ++i) {
        for (int token = 0; token < Tokens; ++token) {
            rests[token] += static_cast<float>(code(i)) * x[token * xStride + i];
        }
    }
}

template <int Tokens>
void multiplyNibblesBy(const PackedRowProduct& p) {
    const PackedGroups& w = p.weights;
    const auto* scales = static_cast<const UnalignedBits16*>(w.scales);
    const int64_t pairs = w.groupSize / 2;
    const int64_t odd = w.groups * pairs; // where a token's odd elements begin
    Lanes totals[Tokens] = {};
    float rests[Tokens] = {};
    for (int64_t group = 0; group < w.groups; ++group) {
        const uint8_t* bytes = w.codes + group * pairs;
        const int32_t zero = w.zeros[group];
        Lanes low[Tokens] = {};
        Lanes high[Tokens] = {};
        float rest[Tokens] = {};
        addGroup<Tokens>(
            p.x + group * pairs, p.xStride, pairs, [&](int64_t i) { return (loadBytes(bytes + i) & 15) - zero; },
            [&](int64_t i) { return (bytes[i] & 15) - zero; }, low, rest);
        addGroup<Tokens>(
            p.x + odd + group * pairs, p.xStride, pairs, [&](int64_t i) { return (loadBytes(bytes + i) >> 4) - zero; },
            [&](int64_t i) { return (bytes[i] >> 4) - zero; }, high, rest);
        const float scale = floatOfHalf(scales[group]);
        for (int token = 0; token < Tokens; ++token) {
            totals[token] += (low[token] + high[token]) * scale;
            rests[token] += rest[token] * scale;
        }
    }
    for (int token = 0; token < Tokens; ++token) {
        p.y[token] = sumOf(totals[token]) + rests[token];
    }
}

template <int Tokens>
void multiplyBytesBy(const PackedRowProduct& p) {
    const PackedGroups& w = p.weights;
    const auto* scales = static_cast<const UnalignedBits16*>(w.scales);
    Lanes totals[Tokens] = {};
    float rests[Tokens] = {};
    for (int64_t group = 0; group < w.groups; ++group) {
        const uint8_t* bytes = w.codes + group * w.groupSize;
        const int32_t zero = w.zeros[group];
        Lanes sums[Tokens] = {};
        float rest[Tokens] = {};
        addGroup<Tokens>(
            p.x + group * w.groupSize, p.xStride, w.groupSize, [&](int64_t i) { return loadBytes(bytes + i) - zero; },
            [&](int64_t i) { return bytes[i] - zero; }, sums, rest);
        const float scale = floatOfHalf(scales[group]);
        for (int token = 0; token < Tokens; ++token) {
            totals[token] += sums[token] * scale;
            rests[token] += rest[token] * scale;
        }
    }
    for (int token = 0; token < Tokens; ++token) {
        p.y[token] = sumOf(totals[token]) + rests[token];
    }
}

using RowLoop = void (*)(const PackedRowProduct&);

void multiplyNibbles(const PackedRowProduct& p) {
    constexpr RowLoop kByTokens[kRowProductTokens] = {multiplyNibblesBy<1>, multiplyNibblesBy<2>, multiplyNibblesBy<3>,
                                                      multiplyNibblesBy<4>};
    kByTokens[p.tokens - 1](p);
}

void multiplyBytes(const PackedRowProduct& p) {
    constexpr RowLoop kByTokens[kRowProductTokens] = {multiplyBytesBy<1>, multiplyBytesBy<2>, multiplyBytesBy<3>,
                                                      multiplyBytesBy<4>};
    kByTokens[p.tokens - 1](p);
}

} // namespace

void addPackedKernels(ProductKernels& kernels) {
    kernels.dequantizeNibbles = dequantizeNibbles;
    kernels.dequantizeBytes = dequantizeBytes;
    kernels.multiplyNibbles = multiplyNibbles;
    kernels.multiplyBytes = multiplyBytes;
}

} // namespace salient::SALIENT_ISA_NAMESPACE
