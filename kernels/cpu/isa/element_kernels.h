// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

namespace salient {

/// Loops over elements that do not depend on each other. `void` pointers may be unaligned (mapped files).
struct ElementKernels {
    // --- conversions; rounding is to nearest, ties to even ---
    void (*floatFromBf16)(const void* source, int64_t count, float* target);
    void (*floatFromHalf)(const void* source, int64_t count, float* target);
    void (*bf16FromFloat)(const float* source, int64_t count, void* target);
    void (*halfFromFloat)(const float* source, int64_t count, void* target);
    /// target[i] = the float that a stored bf16 would give back; may be in place.
    void (*roundToBf16)(const float* source, int64_t count, float* target);

    // --- arithmetic ---
    void (*add)(float* x, const float* y, int64_t count);
    void (*scale)(float* x, float factor, int64_t count);

    // --- activations: y = f(x); y may be x ---
    void (*silu)(const float* x, int64_t count, float* y);
    void (*gelu)(const float* x, int64_t count, float* y);
    void (*geluTanh)(const float* x, int64_t count, float* y);
    void (*relu)(const float* x, int64_t count, float* y);

    // --- the same times up: y = f(gate) · up; y may be gate ---
    void (*siluGated)(const float* gate, const float* up, int64_t count, float* y);
    void (*geluGated)(const float* gate, const float* up, int64_t count, float* y);
    void (*geluTanhGated)(const float* gate, const float* up, int64_t count, float* y);
    void (*reluGated)(const float* gate, const float* up, int64_t count, float* y);

    // --- statistics ---
    bool (*allFinite)(const float* x, int64_t count);
    /// Σ (a − b)² in double.
    double (*squaredDistance)(const float* a, const float* b, int64_t count);
    /// sums[i] += |x[i]|, maxima[i] = max(maxima[i], |x[i]|).
    void (*accumulateMagnitudes)(const float* x, int64_t count, double* sums, float* maxima);
};

} // namespace salient
