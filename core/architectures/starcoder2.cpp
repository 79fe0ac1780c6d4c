// SPDX-License-Identifier: Apache-2.0
#include "core/architectures/config_reader.h"
#include "core/architectures/families.h"

namespace salient {

// transformers `models/starcoder2/modeling_starcoder2.py`.
ModelConfig readStarcoder2(const nlohmann::ordered_json& json) {
    const ConfigReader reader(json);
    ModelConfig config =
        readCommonConfig(reader, {.epsilon = "norm_epsilon", .defaultActivation = "gelu_pytorch_tanh", .tied = true});
    config.ropes = {readRope(reader, config.attention.headDim, {})};
    config.norm.kind = NormSpec::Kind::Layer;
    config.norm.bias = true;
    const bool bias = reader.flag("use_bias", true);
    config.attention.qkvBias = bias;
    config.attention.outputBias = bias;
    config.mlp.gated = false;
    config.mlp.bias = bias;
    config.names.up = "c_fc";
    config.names.down = "c_proj";
    applyWindows(reader, static_cast<int64_t>(reader.number("sliding_window", 0.0)), config,
                 [](int64_t) { return true; });
    return config;
}

} // namespace salient
