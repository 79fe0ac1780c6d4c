// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/checkpoint/checkpoint.h"
#include "core/checkpoint/safetensors_writer.h"
#include "kernels/packed_linear.h"
#include "kernels/tensor.h"

#include <string>
#include <vector>

namespace salient {

// `family` begins the codes of errors: "awq" gives awq.type and awq.shape.

/// Type and shape of a tensor that `place` names ("/m/model.safetensors: tensor 'm.qweight'") against the expected
/// ones. Throws Error (input).
void checkStored(const std::string& family, const std::string& place, const TensorView& found,
                 const PlannedTensor& expected);

/// The same for tensors of a folder; reads headers only. Throws also checkpoint.missing_tensor.
void checkStored(const std::string& family, const Checkpoint& checkpoint, const std::vector<PlannedTensor>& expected);

/// For formats that keep the inputs in their order. Throws Error (input) format.input_order when `weight` has another.
void refuseInputOrder(const std::string& module, const PackedLinear& weight, const std::string& format);

} // namespace salient
