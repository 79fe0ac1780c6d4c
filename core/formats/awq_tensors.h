// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/checkpoint/checkpoint.h"
#include "core/checkpoint/safetensors_writer.h"
#include "kernels/tensor.h"

#include <optional>
#include <string>
#include <vector>

namespace salient {

// What AutoAWQ's layouts (gemm, gemv, gemv_fast) have in common.

/// The three tensors of a packed linear, owned by somebody else; may be unaligned.
struct AwqViews {
    TensorView qweight;
    TensorView qzeros;
    TensorView scales;
};

/// The same, owned.
struct AwqTensors {
    Tensor qweight;
    Tensor qzeros;
    Tensor scales;

    AwqViews views() const { return {qweight, qzeros, scales}; }
};

/// Inputs per group; `groupSize` 0 is the whole row.
inline int64_t awqGroup(int64_t groupSize, int64_t in) {
    return groupSize == 0 ? in : groupSize;
}

/// Words of eight zero points per output in the layouts gemv and gemv_fast; their scales have room for as many groups.
/// Nothing for a group size that AutoAWQ has no kernel for. Source: AutoAWQ awq/modules/linear/gemv.py
/// `calculate_zeros_width`.
std::optional<int64_t> awqZeroWords(int64_t in, int64_t group);

AwqViews awqViews(const Checkpoint& checkpoint, const std::string& module);

/// Throws Error (input) awq.type, awq.shape when the tensors are not the planned qweight, qzeros and scales.
void checkAwqViews(const AwqViews& tensors, const std::vector<PlannedTensor>& plan);

} // namespace salient
