// SPDX-License-Identifier: Apache-2.0
#include "core/architectures/config_reader.h"
#include "core/architectures/families.h"

namespace salient {

// transformers `models/granite/modeling_granite.py`: Llama with multipliers.
ModelConfig readGranite(const nlohmann::ordered_json& json) {
    const ConfigReader reader(json);
    ModelConfig config = readLlama(json);
    config.embedding.multiplier = static_cast<float>(reader.number("embedding_multiplier", 1.0));
    config.attention.scale = static_cast<float>(reader.number("attention_multiplier", 1.0));
    config.residual.multiplier = static_cast<float>(reader.number("residual_multiplier", 1.0));
    config.head.multiplier = static_cast<float>(1.0 / reader.number("logits_scaling", 1.0));
    return config;
}

} // namespace salient
