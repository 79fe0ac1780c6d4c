// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kernels/packed_linear.h"

#include <cstdint>
#include <vector>

namespace salient {

/// Codes, zeros and scales without a pattern, the same every time.
PackedLinear randomPacked(int64_t out, int64_t in, int bits, int64_t groupSize);

/// Every input once, in an order that mixes all groups.
std::vector<int32_t> shuffledInputs(int64_t in);

} // namespace salient
