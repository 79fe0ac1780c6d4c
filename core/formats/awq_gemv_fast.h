// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/formats/awq_tensors.h"
#include "kernels/packed_linear.h"

#include <string>
#include <vector>

namespace salient {

// AutoAWQ's `gemv_fast` layout (casper-hansen/AutoAWQ awq/modules/linear/gemv_fast.py `pack_intweight` and
// `WQLinear_GEMVFast.from_linear`, from llm-awq): four output channels share a row of 16-bit words. In the 64 words of
// inputs 64·B … 64·B + 63, word 16·r + 8·h + j holds, from the lowest nibble up, the inputs j, j + 8, j + 16 and j + 24
// of half h (0, 1) of row 4·row + r. There are no integer zero points: qzeros holds fp16(−scale · zero).
// qweight I16 [out / 4, in], qzeros and scales F16 [8 · awqZeroWords(), out]; what is too much is 0.

/// Names, types and shapes of the three tensors of `module`, for sizes that the layout has.
std::vector<PlannedTensor> planAwqGemvFast(const std::string& module, int64_t out, int64_t in, int64_t groupSize);

/// The same for sizes from a file. Throws Error (input) awq.shape when the layout has none for them.
std::vector<PlannedTensor> checkedAwqGemvFastPlan(const std::string& module, const Shape& outIn, int64_t groupSize);

/// Codes of up to 4 bits; narrower ones are stored unchanged. Throws Error (input) awq.shape, and awq.zero_point when
/// fp16 cannot hold a scale · zero from which the zero point comes back.
AwqTensors packAwqGemvFast(const PackedLinear& weight);

/// The inverse, for a linear with outIn = [out, in]. Throws Error (input) awq.shape or awq.type naming `module`, and
/// awq.zero_point when −qzeros / scale is no whole number in 0…15 (as near as fp16 comes).
PackedLinear unpackAwqGemvFast(const std::string& module, const AwqViews& tensors, const Shape& outIn,
                               int64_t groupSize);

} // namespace salient
