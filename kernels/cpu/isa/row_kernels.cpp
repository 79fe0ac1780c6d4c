// SPDX-License-Identifier: Apache-2.0
#include "kernels/cpu/isa/row_kernels.h"

#include "kernels/cpu/isa/lane_math.h"

namespace salient::SALIENT_ISA_NAMESPACE {

namespace {

void rmsNorm(const float* x, const float* weight, float weightOffset, float epsilon, int64_t count, float* y) {
    float squares = 0.0F;
#pragma omp simd reduction(+ : squares)
    for (int64_t i = 0; i < count; ++i) {
        squares += x[i] * x[i];
    }
    const float factor = 1.0F / __builtin_sqrtf(squares / static_cast<float>(count) + epsilon);
#pragma omp simd
    for (int64_t i = 0; i < count; ++i) {
        y[i] = x[i] * factor * (weight[i] + weightOffset);
    }
}

void layerNorm(const float* x, const float* weight, const float* bias, float epsilon, int64_t count, float* y) {
    float sum = 0.0F;
#pragma omp simd reduction(+ : sum)
    for (int64_t i = 0; i < count; ++i) {
        sum += x[i];
    }
    const float mean = sum / static_cast<float>(count);
    float squares = 0.0F;
#pragma omp simd reduction(+ : squares)
    for (int64_t i = 0; i < count; ++i) {
        squares += (x[i] - mean) * (x[i] - mean);
    }
    const float factor = 1.0F / __builtin_sqrtf(squares / static_cast<float>(count) + epsilon);
#pragma omp simd
    for (int64_t i = 0; i < count; ++i) {
        const float scaled = (x[i] - mean) * factor * weight[i];
        y[i] = bias != nullptr ? scaled + bias[i] : scaled;
    }
}

void rotateHalves(float* x, const float* cosines, const float* sines, int64_t pairs) {
    float* second = x + pairs;
#pragma omp simd
    for (int64_t j = 0; j < pairs; ++j) {
        const float a = x[j];
        const float b = second[j];
        x[j] = a * cosines[j] - b * sines[j];
        second[j] = b * cosines[j] + a * sines[j];
    }
}

void rotateInterleaved(float* x, const float* cosines, const float* sines, int64_t pairs) {
#pragma omp simd
    for (int64_t j = 0; j < pairs; ++j) {
        const float a = x[2 * j];
        const float b = x[2 * j + 1];
        x[2 * j] = a * cosines[j] - b * sines[j];
        x[2 * j + 1] = b * cosines[j] + a * sines[j];
    }
}

float maximum(const float* x, int64_t count) {
    float largest = -__builtin_inff();
#pragma omp simd reduction(max : largest)
    for (int64_t i = 0; i < count; ++i) {
        largest = x[i] > largest ? x[i] : largest;
    }
    return largest;
}

float exponentials(float* x, float factor, float shift, int64_t count) {
    float sum = 0.0F;
#pragma omp simd reduction(+ : sum)
    for (int64_t i = 0; i < count; ++i) {
        const float value = expOf(factor * (x[i] - shift));
        x[i] = value;
        sum += value;
    }
    return sum;
}

double sumOfExponentials(const float* x, float shift, int64_t count) {
    double sum = 0.0;
#pragma omp simd reduction(+ : sum)
    for (int64_t i = 0; i < count; ++i) {
        sum += static_cast<double>(expOf(x[i] - shift));
    }
    return sum;
}

void capSoftly(float* x, float factor, float cap, int64_t count) {
    const float inner = factor / cap;
#pragma omp simd
    for (int64_t i = 0; i < count; ++i) {
        x[i] = cap * tanhOf(inner * x[i]);
    }
}

} // namespace

RowKernels rowKernels() {
    RowKernels kernels;
    kernels.rmsNorm = rmsNorm;
    kernels.layerNorm = layerNorm;
    kernels.rotateHalves = rotateHalves;
    kernels.rotateInterleaved = rotateInterleaved;
    kernels.maximum = maximum;
    kernels.exponentials = exponentials;
    kernels.sumOfExponentials = sumOfExponentials;
    kernels.capSoftly = capSoftly;
    return kernels;
}

} // namespace salient::SALIENT_ISA_NAMESPACE
