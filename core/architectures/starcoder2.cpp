// SPDX-License-Identifier: Apache-2.0
#include "core/architectures/families.h"
#include "core/architectures/family_parts.h"

namespace salient {

// transformers `models/starcoder2/modeling_starcoder2.py`.
ModelConfig readStarcoder2(const nlohmann::ordered_json& json) {
    const ConfigReader reader(json);
    ModelConfig config = readCommonConfig(
        reader,
        {.epsilon = "norm_epsilon", .defaultEpsilon = 1e-5, .defaultActivation = "gelu_pytorch_tanh", .tied = true});
    config.ropes = {readRope(reader, config.attention.headDim, {})};
    useLayerNorm(config, true);
    const bool bias = reader.flag("use_bias", true);
    useAttentionBias(config, bias);
    usePlainMlp(config, "c_fc", "c_proj", bias);
    slideEveryLayer(reader, config);
    return config;
}

} // namespace salient
