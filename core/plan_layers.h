// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/model/model_source.h"
#include "core/quantize_model.h"

#include <string>
#include <vector>

namespace salient {

/// One linear of the model and what a run will make of it.
struct PlannedLayer {
    std::string module; ///< "model.layers.3.mlp.down_proj"
    int64_t block = 0;
    std::string kind; ///< "attn.q", "mlp.down", "router", ...
    int64_t in = 0;
    int64_t out = 0;
    int bits = 16;         ///< 16: stays as it is
    int64_t groupSize = 0; ///< inputs that share a scale; 0 in 16 bit
    std::string reason;    ///< as PlannedLinear::reason
    std::string fusedSet;  ///< see fusedSet(); may be empty
    int64_t bytesNow = 0;
    int64_t bytesThen = 0;

    int64_t parameters() const { return in * out; }
};

/// All linears of the blocks in execution order. Marks that the format cannot hold count with the size they would have.
std::vector<PlannedLayer> plannedLayers(const Recipe& recipe, const ModelSource& source, const QuantizePlan& plan);

} // namespace salient
