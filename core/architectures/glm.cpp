// SPDX-License-Identifier: Apache-2.0
#include "core/architectures/config_reader.h"
#include "core/architectures/families.h"

namespace salient {

// transformers `models/glm` and `models/glm4`: joined gate and up, half of each head rotated in neighbouring channels;
// 4 with norms around both modules.

ModelConfig readGlm(const nlohmann::ordered_json& json) {
    const ConfigReader reader(json);
    ModelConfig config =
        readLlamaLike(reader, {.partial = 0.5, .layout = RotaryLayout::Interleaved}, {.defaultEpsilon = 1.5625e-7});
    config.attention.qkvBias = reader.flag("attention_bias", true);
    config.mlp.joined = true;
    return config;
}

ModelConfig readGlm4(const nlohmann::ordered_json& json) {
    ModelConfig config = readGlm(json);
    config.attention.qkvBias = ConfigReader(json).flag("attention_bias", false);
    config.names.attentionOutNorm = "post_self_attn_layernorm";
    config.names.mlpOutNorm = "post_mlp_layernorm";
    return config;
}

} // namespace salient
