// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kernels/tensor.h"

#include <cstdint>
#include <vector>

namespace salient {

/// One row of a weight matrix of any floating type as floats [in]: in place when it is aligned F32, else converted into
/// `scratch`, which one thread keeps for all of its rows.
const float* rowAsFloats(const TensorView& weight, int64_t row, std::vector<float>& scratch);

} // namespace salient
