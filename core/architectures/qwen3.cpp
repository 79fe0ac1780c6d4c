// SPDX-License-Identifier: Apache-2.0
#include "core/architectures/config_reader.h"
#include "core/architectures/families.h"

#include <cmath>

namespace salient {

// Qwen 3 dense, transformers `models/qwen3/modeling_qwen3.py`: q and k are normalised per head before the rotation.
ModelConfig readQwen3(const nlohmann::ordered_json& json) {
    const ConfigReader reader(json);
    ModelConfig config = readCommonConfig(reader);
    config.headDim = reader.count("head_dim", 128);
    config.rope = readRope(reader, config.headDim);
    config.attentionScale = 1.0F / std::sqrt(static_cast<float>(config.headDim));
    config.qkvBias = reader.flag("attention_bias", false);
    config.outputBias = config.qkvBias;
    config.qkNorm = true;
    if (reader.flag("use_sliding_window", false)) {
        applyWindows(reader, static_cast<int64_t>(reader.number("sliding_window", 4096.0)),
                     static_cast<int64_t>(reader.number("max_window_layers", 28.0)), config);
    }
    return config;
}

} // namespace salient
