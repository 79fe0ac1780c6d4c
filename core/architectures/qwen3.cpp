// SPDX-License-Identifier: Apache-2.0
#include "core/architectures/families.h"
#include "core/architectures/family_parts.h"

namespace salient {

// transformers `models/qwen3/modeling_qwen3.py`: a norm on every head of q and k.
ModelConfig readQwen3(const nlohmann::ordered_json& json) {
    const ConfigReader reader(json);
    ModelConfig config = readLlamaLike(reader);
    useAttentionBias(config, reader.flag("attention_bias", false));
    config.attention.qkNorm = QkNorm::PerHead;
    config.attention.qkNormSpec = config.norm;
    applyQwenWindows(reader, config);
    return config;
}

} // namespace salient
