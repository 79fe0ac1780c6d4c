// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kernels/quant_spec.h"
#include "kernels/tensor.h"

#include <cstdint>
#include <vector>

namespace salient {

/// `count` weights of one row from column `begin` as floats, of any floating type: in place when they are aligned F32,
/// else converted into `scratch`, which one thread keeps.
const float* weightsAsFloats(const TensorView& weight, int64_t row, int64_t begin, int64_t count,
                             std::vector<float>& scratch);

/// Throws Error (numeric) naming the first weight that the rule cannot round: not finite, or beyond fp16 where it goes
/// through that.
void refuseUnusable(const TensorView& weight, RangeRule rule);
/// Throws Error (numeric) for a group whose scale fp16 cannot hold.
[[noreturn]] void refuseOverflow(int64_t row, int64_t group, int bits);

} // namespace salient
