// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/model/block.h"

#include <optional>
#include <string>
#include <vector>

namespace salient {

/// A tensor that the files of a model should hold, by its full name.
struct ExpectedTensor {
    std::string name;
    Shape shape;
};

/// A linear in the files: its weight as it is stored unless it is packed, and its bias.
struct ExpectedLinear {
    std::string name; ///< of the module
    Shape matrix;     ///< {out, in}, also where the weight is stored transposed
    ExpectedTensor weight;
    std::optional<ExpectedTensor> bias;
};

/// Embeddings, norms outside the blocks and the head; a tied head is not expected.
std::vector<ExpectedTensor> outsideTensors(const ModelConfig& config);

/// The norms of a layer and what else is none of its linears.
std::vector<ExpectedTensor> besideLinears(const ModelConfig& config, int64_t layer);

/// `block` is the block's full name; `conv1d`: weights are stored [in, out].
ExpectedLinear expectedLinear(const std::string& block, const LinearShape& shape, bool conv1d);

} // namespace salient
