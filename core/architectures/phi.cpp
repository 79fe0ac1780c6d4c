// SPDX-License-Identifier: Apache-2.0
#include "core/architectures/config_reader.h"
#include "core/architectures/families.h"

namespace salient {

// Phi 1 to 2, transformers `models/phi/modeling_phi.py`: attention and MLP side by side behind one norm, biases
// everywhere.
ModelConfig readPhi(const nlohmann::ordered_json& json) {
    const ConfigReader reader(json);
    ModelConfig config = readCommonConfig(reader, {.epsilon = "layer_norm_eps", .defaultActivation = "gelu_new"});
    config.ropes = {readRope(reader, config.attention.headDim, {.partial = 0.5})};
    config.norm.kind = NormSpec::Kind::Layer;
    config.norm.bias = true;
    config.residual.order = ResidualSpec::Order::Parallel;
    config.residual.sharedNorm = true;
    config.attention.qkvBias = true;
    config.attention.outputBias = true;
    if (reader.flag("qk_layernorm", false)) {
        config.attention.qkNorm = QkNorm::PerHead;
        config.attention.qkNormSpec = config.norm;
    }
    config.mlp.gated = false;
    config.mlp.bias = true;
    config.names.o = "self_attn.dense";
    config.names.qNorm = "self_attn.q_layernorm";
    config.names.kNorm = "self_attn.k_layernorm";
    config.names.up = "fc1";
    config.names.down = "fc2";
    config.head.norm = "model.final_layernorm";
    config.head.bias = "lm_head.bias";
    return config;
}

} // namespace salient
