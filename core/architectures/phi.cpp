// SPDX-License-Identifier: Apache-2.0
#include "core/architectures/families.h"
#include "core/architectures/family_parts.h"

namespace salient {

// Phi 1 to 2, transformers `models/phi/modeling_phi.py`: attention and MLP side by side behind one norm, biases
// everywhere.
ModelConfig readPhi(const nlohmann::ordered_json& json) {
    const ConfigReader reader(json);
    ModelConfig config = readCommonConfig(
        reader, {.epsilon = "layer_norm_eps", .defaultEpsilon = 1e-5, .defaultActivation = "gelu_new"});
    config.ropes = {readRope(reader, config.attention.headDim, {.partial = 0.5})};
    useLayerNorm(config, true);
    useOneNormForBoth(config);
    useAttentionBias(config, true);
    if (reader.flag("qk_layernorm", false)) {
        config.attention.qkNorm = QkNorm::PerHead;
        config.attention.qkNormSpec = config.norm;
    }
    usePlainMlp(config, "fc1", "fc2", true);
    config.names.o = "self_attn.dense";
    config.names.qNorm = "self_attn.q_layernorm";
    config.names.kNorm = "self_attn.k_layernorm";
    config.head.norm = "model.final_layernorm";
    config.head.bias = "lm_head.bias";
    return config;
}

} // namespace salient
