// SPDX-License-Identifier: Apache-2.0
#include "kernels/cpu/isa/lane_math.h"
#include "kernels/cpu/isa/product_kernels.h"

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

} // namespace

void addPackedKernels(ProductKernels& kernels) {
    kernels.dequantizeNibbles = dequantizeNibbles;
    kernels.dequantizeBytes = dequantizeBytes;
}

} // namespace salient::SALIENT_ISA_NAMESPACE
