// SPDX-License-Identifier: Apache-2.0
#include "kernels/cpu/isa/element_kernels.h"

#include "kernels/cpu/isa/lane_math.h"

#if defined(__F16C__)
#include <immintrin.h>
#endif

namespace salient::SALIENT_ISA_NAMESPACE {

namespace {

void floatFromBf16(const void* source, int64_t count, float* target) {
    const auto* bits = static_cast<const UnalignedBits16*>(source);
#pragma omp simd
    for (int64_t i = 0; i < count; ++i) {
        target[i] = floatOfBf16(bits[i]);
    }
}

void floatFromHalf(const void* source, int64_t count, float* target) {
    const auto* bits = static_cast<const UnalignedBits16*>(source);
    int64_t i = 0;
#if defined(__F16C__)
    for (; i + 8 <= count; i += 8) {
        const __m128i halves = _mm_loadu_si128(reinterpret_cast<const __m128i_u*>(bits + i));
        _mm256_storeu_ps(target + i, _mm256_cvtph_ps(halves));
    }
#endif
#pragma omp simd
    for (int64_t rest = i; rest < count; ++rest) {
        target[rest] = floatOfHalf(bits[rest]);
    }
}

void bf16FromFloat(const float* source, int64_t count, void* target) {
    auto* bits = static_cast<UnalignedBits16*>(target);
#pragma omp simd
    for (int64_t i = 0; i < count; ++i) {
        bits[i] = bf16OfFloat(source[i]);
    }
}

void halfFromFloat(const float* source, int64_t count, void* target) {
    auto* bits = static_cast<UnalignedBits16*>(target);
#pragma omp simd
    for (int64_t i = 0; i < count; ++i) {
        bits[i] = halfOfFloat(source[i]);
    }
}

void roundToBf16(const float* source, int64_t count, float* target) {
#pragma omp simd
    for (int64_t i = 0; i < count; ++i) {
        target[i] = floatOfBf16(bf16OfFloat(source[i]));
    }
}

void add(float* x, const float* y, int64_t count) {
#pragma omp simd
    for (int64_t i = 0; i < count; ++i) {
        x[i] += y[i];
    }
}

void scale(float* x, float factor, int64_t count) {
#pragma omp simd
    for (int64_t i = 0; i < count; ++i) {
        x[i] *= factor;
    }
}

template <float (*Function)(float)>
void apply(const float* x, int64_t count, float* y) {
#pragma omp simd
    for (int64_t i = 0; i < count; ++i) {
        y[i] = Function(x[i]);
    }
}

template <float (*Function)(float)>
void applyGated(const float* gate, const float* up, int64_t count, float* y) {
#pragma omp simd
    for (int64_t i = 0; i < count; ++i) {
        y[i] = Function(gate[i]) * up[i];
    }
}

bool allFinite(const float* x, int64_t count) {
    uint32_t broken = 0;
#pragma omp simd reduction(| : broken)
    for (int64_t i = 0; i < count; ++i) {
        broken |= (bitsOfFloat(x[i]) & 0x7F800000U) == 0x7F800000U ? 1U : 0U;
    }
    return broken == 0;
}

double squaredDistance(const float* a, const float* b, int64_t count) {
    double sum = 0.0;
#pragma omp simd reduction(+ : sum)
    for (int64_t i = 0; i < count; ++i) {
        const double difference = static_cast<double>(a[i]) - static_cast<double>(b[i]);
        sum += difference * difference;
    }
    return sum;
}

void accumulateMagnitudes(const float* x, int64_t count, double* sums, float* maxima) {
#pragma omp simd
    for (int64_t i = 0; i < count; ++i) {
        const float magnitude = floatOfBits(bitsOfFloat(x[i]) & 0x7FFFFFFFU);
        sums[i] += static_cast<double>(magnitude);
        maxima[i] = magnitude > maxima[i] ? magnitude : maxima[i];
    }
}

} // namespace

ElementKernels elementKernels() {
    ElementKernels kernels;
    kernels.floatFromBf16 = floatFromBf16;
    kernels.floatFromHalf = floatFromHalf;
    kernels.bf16FromFloat = bf16FromFloat;
    kernels.halfFromFloat = halfFromFloat;
    kernels.roundToBf16 = roundToBf16;
    kernels.add = add;
    kernels.scale = scale;
    kernels.silu = apply<siluOf>;
    kernels.gelu = apply<geluOf>;
    kernels.geluTanh = apply<geluTanhOf>;
    kernels.relu = apply<reluOf>;
    kernels.siluGated = applyGated<siluOf>;
    kernels.geluGated = applyGated<geluOf>;
    kernels.geluTanhGated = applyGated<geluTanhOf>;
    kernels.reluGated = applyGated<reluOf>;
    kernels.allFinite = allFinite;
    kernels.squaredDistance = squaredDistance;
    kernels.accumulateMagnitudes = accumulateMagnitudes;
    return kernels;
}

} // namespace salient::SALIENT_ISA_NAMESPACE
