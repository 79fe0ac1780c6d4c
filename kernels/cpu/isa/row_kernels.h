// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

namespace salient {

/// Loops over one row: norms, rotary positions, softmax.
struct RowKernels {
    /// y = x / sqrt(mean(x²) + epsilon) · (weight + weightOffset); y may be x.
    void (*rmsNorm)(const float* x, const float* weight, float weightOffset, float epsilon, int64_t count, float* y);
    /// y = (x − mean) / sqrt(variance + epsilon) · weight + bias; bias may be null; y may be x.
    void (*layerNorm)(const float* x, const float* weight, const float* bias, float epsilon, int64_t count, float* y);
    /// Rotates the pairs (x[j], x[j + pairs]) by the angle whose cosine and sine are given, j < pairs.
    void (*rotateHalves)(float* x, const float* cosines, const float* sines, int64_t pairs);
    /// The same for the pairs (x[2j], x[2j + 1]).
    void (*rotateInterleaved)(float* x, const float* cosines, const float* sines, int64_t pairs);

    /// Largest element; −infinity for none.
    float (*maximum)(const float* x, int64_t count);
    /// x = e^(factor · (x − shift)); returns the sum.
    float (*exponentials)(float* x, float factor, float shift, int64_t count);
    /// Σ e^(x − shift), summed in double.
    double (*sumOfExponentials)(const float* x, float shift, int64_t count);
    /// x = cap · tanh(factor · x / cap).
    void (*capSoftly)(float* x, float factor, float cap, int64_t count);
};

} // namespace salient
