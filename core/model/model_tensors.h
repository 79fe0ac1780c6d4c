// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/checkpoint/checkpoint.h"
#include "core/formats/packed_reader.h"
#include "core/model/block.h"

#include <string>

namespace salient {

/// Floating tensor of the expected shape. Throws Error (input): integers in place of weights mean a quantised folder
/// that is not known.
TensorView floatTensor(const Checkpoint& checkpoint, const std::string& name, const Shape& shape);

/// F32 [columns, rows] of a [rows, columns]: between GPT-2's Conv1D and a linear's weight.
Tensor transposed(const TensorView& matrix);

/// `block` is the block's full name; shapes from blockNorms() and blockLinears().
Norm readNorm(const Checkpoint& checkpoint, const std::string& name, const NormShape& shape);
/// Where linears come from. `packed` is null for a dense folder; what it holds is asked of `lookup` first, which may be
/// empty.
struct LinearSource {
    const Checkpoint& checkpoint;
    const PackedReader* packed = nullptr;
    const PackedLookup& lookup;
};
Linear readLinear(const LinearSource& source, const std::string& block, const LinearShape& shape, bool conv1d);

/// Presence, type and shape of everything the forward pass will ask for, from the headers alone.
void checkTensors(const Checkpoint& checkpoint, const ModelConfig& config, const PackedReader* packed);

} // namespace salient
