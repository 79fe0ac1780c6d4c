// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/checkpoint/checkpoint.h"
#include "core/checkpoint/safetensors_writer.h"
#include "core/formats/awq_config.h"
#include "kernels/packed_linear.h"
#include "kernels/tensor.h"

#include <string>
#include <vector>

namespace salient {

// AutoAWQ's `gemm` layout (casper-hansen/AutoAWQ awq/modules/linear/gemm.py `WQLinear_GEMM.from_linear`): the weight is
// transposed, and a 32-bit word holds eight neighbouring output channels of one input, in the order 0 2 4 6 1 3 5 7
// from the lowest nibble up. Zero points are stored as they are, in the same order.

/// The tensors of one linear [out, in] with `groups` groups per row, owned by somebody else; may be unaligned.
struct AwqGemmViews {
    TensorView qweight; ///< I32 [in, out / 8]
    TensorView qzeros;  ///< I32 [groups, out / 8]
    TensorView scales;  ///< F16 [groups, out]
};

/// The same, owned.
struct AwqGemmTensors {
    Tensor qweight;
    Tensor qzeros;
    Tensor scales;

    AwqGemmViews views() const { return {qweight, qzeros, scales}; }
};

/// Names, types and shapes of the three tensors of `module`. `out` is a multiple of 8 and `in` of the group size
/// (0: the whole row).
std::vector<PlannedTensor> planAwqGemm(const std::string& module, int64_t out, int64_t in, int64_t groupSize);

/// Codes of up to 4 bits; narrower ones are stored unchanged. Throws Error (input) awq.shape for wider codes or `out`
/// that is no multiple of 8.
AwqGemmTensors packAwqGemm(const PackedLinear& weight);

/// The inverse, for a linear with outIn = [out, in]. Throws Error (input) awq.shape or awq.type naming `module` when
/// the tensors are not those of such a linear.
PackedLinear unpackAwqGemm(const std::string& module, const AwqGemmViews& tensors, const Shape& outIn,
                           int64_t groupSize);

/// Presence, types and shapes of a packed linear in a folder; reads no data. Throws Error (input): awq.shape,
/// awq.type, checkpoint.missing_tensor.
void checkAwqGemm(const Checkpoint& checkpoint, const std::string& module, const Shape& outIn, const AwqConfig& config);

/// checkAwqGemm and the values.
PackedLinear readAwqGemm(const Checkpoint& checkpoint, const std::string& module, const Shape& outIn,
                         const AwqConfig& config);

} // namespace salient
