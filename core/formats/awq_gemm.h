// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/checkpoint/safetensors_writer.h"
#include "core/formats/awq_tensors.h"
#include "kernels/packed_linear.h"

#include <string>
#include <vector>

namespace salient {

// AutoAWQ's `gemm` layout (casper-hansen/AutoAWQ awq/modules/linear/gemm.py `WQLinear_GEMM.from_linear`): the weight is
// transposed, and a 32-bit word holds eight neighbouring output channels of one input, in the order 0 2 4 6 1 3 5 7
// from the lowest nibble up. Zero points are stored as they are, in the same order.
// qweight I32 [in, out / 8], qzeros I32 [groups, out / 8], scales F16 [groups, out].

/// Names, types and shapes of the three tensors of `module`. `out` is a multiple of 8 and `in` of the group size
/// (0: the whole row).
std::vector<PlannedTensor> planAwqGemm(const std::string& module, int64_t out, int64_t in, int64_t groupSize);

/// Codes of up to 4 bits; narrower ones are stored unchanged. Throws Error (input) awq.shape for wider codes or `out`
/// that is no multiple of 8.
AwqTensors packAwqGemm(const PackedLinear& weight);

/// The inverse, for a linear with outIn = [out, in]. Throws Error (input) awq.shape or awq.type naming `module` when
/// the tensors are not those of such a linear.
PackedLinear unpackAwqGemm(const std::string& module, const AwqViews& tensors, const Shape& outIn, int64_t groupSize);

/// planAwqGemm() for sizes from a file. Throws Error (input) awq.shape when the layout has none for them.
std::vector<PlannedTensor> checkedAwqGemmPlan(const std::string& module, const Shape& outIn, int64_t groupSize);

} // namespace salient
