// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kernels/packed_linear.h"
#include "kernels/tensor.h"

#include <string>

namespace salient {

/// Whether g_idx holds nothing but 0, which older tools write where there is no act-order, whatever the groups
/// (text-generation-inference reads it so).
bool isUnset(const TensorView& gIdx);

/// Gives a weight whose codes lie by input channel the input order that follows from GPTQ's g_idx (I32 [in], the group
/// of every input; may be unaligned): codes sorted by group, inputs of a group in their order. Nothing changes when
/// groups are neighbouring inputs. Throws Error (input) gptq.g_idx for groups out of range or of different
/// size.
void sortByGroup(const std::string& module, const TensorView& gIdx, PackedLinear& weight);

/// The way back: codes by input channel, no input order. Zero points and scales stay those of the groups.
PackedLinear storedByInput(const PackedLinear& weight);

} // namespace salient
