// SPDX-License-Identifier: Apache-2.0
#include "core/architectures/config_reader.h"
#include "core/architectures/families.h"

namespace salient {

// Llama 1 to 3, SmolLM 1 and 2, Yi, TinyLlama: transformers `models/llama/modeling_llama.py`.
ModelConfig readLlama(const nlohmann::ordered_json& json) {
    const ConfigReader reader(json);
    ModelConfig config = readLlamaLike(reader);
    config.attention.qkvBias = reader.flag("attention_bias", false);
    config.attention.outputBias = config.attention.qkvBias;
    config.mlp.bias = reader.flag("mlp_bias", false);
    return config;
}

} // namespace salient
