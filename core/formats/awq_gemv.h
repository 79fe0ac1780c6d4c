// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/formats/awq_tensors.h"
#include "kernels/packed_linear.h"

#include <string>
#include <vector>

namespace salient {

// AutoAWQ's `gemv` layout (casper-hansen/AutoAWQ awq/modules/linear/gemv.py `WQLinear_GEMV.from_linear`): rows are
// output channels, a 32-bit word holds eight neighbouring inputs (qweight) or groups (qzeros) from the lowest nibble
// up. The words of zero points per row are rounded up for the kernel, see awqZeroWords(); what is too much is 0.
// qweight I32 [out, in / 8], qzeros I32 [out, words], scales F16 [out, 8 · words].

/// Names, types and shapes of the three tensors of `module`, for sizes that the layout has.
std::vector<PlannedTensor> planAwqGemv(const std::string& module, int64_t out, int64_t in, int64_t groupSize);

/// The same for sizes from a file. Throws Error (input) awq.shape when the layout has none for them.
std::vector<PlannedTensor> checkedAwqGemvPlan(const std::string& module, const Shape& outIn, int64_t groupSize);

/// Codes of up to 4 bits; narrower ones are stored unchanged. Throws Error (input) awq.shape.
AwqTensors packAwqGemv(const PackedLinear& weight);

/// The inverse, for a linear with outIn = [out, in]. Throws Error (input) awq.shape or awq.type naming `module`.
PackedLinear unpackAwqGemv(const std::string& module, const AwqViews& tensors, const Shape& outIn, int64_t groupSize);

} // namespace salient
