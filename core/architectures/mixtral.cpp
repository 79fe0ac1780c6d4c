// SPDX-License-Identifier: Apache-2.0
#include "core/architectures/families.h"
#include "core/architectures/family_parts.h"

namespace salient {

// transformers `models/mixtral/modeling_mixtral.py`; w1 is the gate, w3 the linear branch, w2 the way down.
ModelConfig readMixtral(const nlohmann::ordered_json& json) {
    const ConfigReader reader(json);
    ModelConfig config = readLlamaLike(reader, {.theta = 1e6}, {.defaultEpsilon = 1e-5});
    slideEveryLayer(reader, config);
    config.experts.count = reader.count("num_local_experts", 8);
    config.experts.perToken = reader.count("num_experts_per_tok", 2);
    config.experts.intermediate = config.mlp.intermediate;
    config.experts.normalized = true;
    config.names.mlp = "block_sparse_moe";
    config.names.gate = "w1";
    config.names.up = "w3";
    config.names.down = "w2";
    for (LayerTraits& layer : config.layers) {
        layer.experts = true;
    }
    return config;
}

} // namespace salient
