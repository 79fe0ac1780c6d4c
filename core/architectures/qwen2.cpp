// SPDX-License-Identifier: Apache-2.0
#include "core/architectures/config_reader.h"
#include "core/architectures/families.h"

namespace salient {

void applyQwenWindows(const ConfigReader& reader, ModelConfig& config) {
    if (!reader.flag("use_sliding_window", false)) {
        return;
    }
    const auto first = static_cast<int64_t>(reader.number("max_window_layers", 28.0));
    applyWindows(reader, static_cast<int64_t>(reader.number("sliding_window", 4096.0)), config,
                 [first](int64_t layer) { return layer >= first; });
}

// Qwen 2 and 2.5, transformers `models/qwen2/modeling_qwen2.py`: biases on q, k and v only.
ModelConfig readQwen2(const nlohmann::ordered_json& json) {
    const ConfigReader reader(json);
    ModelConfig config = readLlamaLike(reader);
    config.attention.qkvBias = reader.flag("qkv_bias", true);
    applyQwenWindows(reader, config);
    return config;
}

} // namespace salient
