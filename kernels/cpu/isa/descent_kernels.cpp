// SPDX-License-Identifier: Apache-2.0
#include "kernels/cpu/isa/descent_kernels.h"

#include "kernels/cpu/isa/rounding_rules.h"

namespace salient::SALIENT_ISA_NAMESPACE {
namespace {

// slope += move · H[column of k].
void followOne(const DescentGroup& group, int64_t k, float move, float* slope) {
    const float* row = group.gram + k * group.in;
#pragma omp simd
    for (int64_t j = 0; j < group.in; ++j) {
        slope[j] += move * row[j];
    }
    slope[group.from + k] += move * group.damping;
}

double moveCodes(const DescentGroup& group, GroupGrid grid, float last, uint8_t* codes, float* slope) {
    const float inverse = 1.0F / grid.scale;
    double change = 0.0;
    for (int64_t k = 0; k < group.count; ++k) {
        const int64_t column = group.from + k;
        const float curvature = group.gram[k * group.in + column] + group.damping;
        const float steps = static_cast<float>(codes[k]) - grid.zero;
        const float target = steps * grid.scale - slope[column] / curvature;
        const float best = clampTo(roundHalfEven(target * inverse), -grid.zero, last - grid.zero);
        const float move = (best - steps) * grid.scale;
        const double gain = static_cast<double>(move) * (2.0 * static_cast<double>(slope[column]) +
                                                         static_cast<double>(move) * static_cast<double>(curvature));
        if (gain < 0.0) { // not for a step of 0, nor for values that are not finite
            codes[k] = static_cast<uint8_t>(static_cast<int32_t>(best + grid.zero));
            followOne(group, k, move, slope);
            change += gain;
        }
    }
    return change;
}

void follow(const DescentGroup& group, const float* moves, float* slope) {
    for (int64_t k = 0; k < group.count; ++k) {
        if (moves[k] != 0.0F) {
            followOne(group, k, moves[k], slope);
        }
    }
}

} // namespace

DescentKernels descentKernels() {
    return {moveCodes, follow};
}

} // namespace salient::SALIENT_ISA_NAMESPACE
