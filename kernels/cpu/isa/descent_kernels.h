// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kernels/cpu/isa/rounding_kernels.h"

namespace salient {

/// One group of a rounded row q [in] on its way through coordinate descent on (q − w) · H · (q − w)ᵀ, where
/// q_k = (code_k − zero) · scale and H = gram + damping · I.
struct DescentGroup {
    const float* gram = nullptr; ///< rows of the group's columns [count, in]
    float damping = 0.0F;
    int64_t in = 0;
    int64_t from = 0; ///< first column of the group
    int64_t count = 0;
};

/// Loops of CpuBackend::descendRounding, with the same bits on every instruction set.
struct DescentKernels {
    /// Each code [count] in turn goes to where the loss is least with all others as they are; slope [in] = (q − w) · H
    /// follows. Returns what that adds to the loss, 0 or less.
    double (*moveCodes)(const DescentGroup& group, GroupGrid grid, float last, uint8_t* codes, float* slope);
    /// slope [in] after the columns [count] of the group move by `moves`.
    void (*follow)(const DescentGroup& group, const float* moves, float* slope);
};

} // namespace salient
