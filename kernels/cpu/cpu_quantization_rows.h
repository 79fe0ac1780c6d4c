// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kernels/tensor.h"

#include <cstdint>
#include <vector>

namespace salient {

/// `count` weights of one row from column `begin` as floats, of any floating type: in place when they are aligned F32,
/// else converted into `scratch`, which one thread keeps.
const float* weightsAsFloats(const TensorView& weight, int64_t row, int64_t begin, int64_t count,
                             std::vector<float>& scratch);

} // namespace salient
