// SPDX-License-Identifier: Apache-2.0
#include "core/architectures/families.h"
#include "core/architectures/family_parts.h"

namespace salient {

// Llama 1 to 3, SmolLM 1 and 2, Yi, TinyLlama: transformers `models/llama/modeling_llama.py`.
ModelConfig readLlama(const nlohmann::ordered_json& json) {
    const ConfigReader reader(json);
    ModelConfig config = readLlamaLike(reader);
    useAttentionBias(config, reader.flag("attention_bias", false));
    config.mlp.bias = reader.flag("mlp_bias", false);
    return config;
}

} // namespace salient
