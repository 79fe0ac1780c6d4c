// SPDX-License-Identifier: Apache-2.0
#include "core/architectures/config_reader.h"
#include "core/architectures/families.h"

namespace salient {

// transformers `models/seed_oss/modeling_seed_oss.py`: Llama with biases chosen apart.
ModelConfig readSeedOss(const nlohmann::ordered_json& json) {
    const ConfigReader reader(json);
    ModelConfig config = readLlamaLike(reader);
    config.attention.qkvBias = reader.flag("attention_bias", true);
    config.attention.outputBias = reader.flag("attention_out_bias", false);
    config.mlp.bias = reader.flag("mlp_bias", false);
    return config;
}

} // namespace salient
