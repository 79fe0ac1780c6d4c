// SPDX-License-Identifier: Apache-2.0
#include "core/architectures/families.h"
#include "core/architectures/family_parts.h"

namespace salient {

// transformers `models/smollm3/modeling_smollm3.py`: Llama with layers that do not rotate.
ModelConfig readSmolLm3(const nlohmann::ordered_json& json) {
    const ConfigReader reader(json);
    ModelConfig config = readLlamaLike(reader, {.theta = 2e6});
    useAttentionBias(config, reader.flag("attention_bias", false));
    config.mlp.bias = reader.flag("mlp_bias", false);
    const std::vector<double> rotates = reader.numbers("no_rope_layers"); // 1: the layer does rotate
    const int64_t interval = reader.count("no_rope_layer_interval", 4);
    for (size_t layer = 0; layer < config.layers.size(); ++layer) {
        const bool listed = rotates.size() == config.layers.size();
        config.layers[layer].rotary =
            listed ? rotates[layer] != 0.0 : (static_cast<int64_t>(layer) + 1) % interval != 0;
    }
    applyQwenWindows(reader, config);
    return config;
}

} // namespace salient
