// SPDX-License-Identifier: Apache-2.0
#include "core/architectures/families.h"
#include "core/architectures/family_parts.h"

namespace salient {

// Command R and Aya, transformers `models/cohere` and `models/cohere2`: attention and MLP side by side behind one norm
// without bias; 2 with windows, where only windowed layers rotate.
namespace {

ModelConfig readBase(const ConfigReader& reader) {
    ModelConfig config = readCommonConfig(reader, {.epsilon = "layer_norm_eps", .defaultEpsilon = 1e-5, .tied = true});
    config.ropes = {readRope(reader, config.attention.headDim, {.theta = 5e5, .layout = RotaryLayout::Interleaved})};
    useLayerNorm(config, false);
    useOneNormForBoth(config);
    useAttentionBias(config, reader.flag("attention_bias", false));
    config.head.multiplier = static_cast<float>(reader.number("logit_scale", 0.0625));
    return config;
}

} // namespace

ModelConfig readCohere(const nlohmann::ordered_json& json) {
    const ConfigReader reader(json);
    ModelConfig config = readBase(reader);
    if (reader.flag("use_qk_norm", false)) {
        config.attention.qkNorm = QkNorm::PerHeadOwn;
        config.attention.qkNormSpec = config.norm;
    }
    return config;
}

ModelConfig readCohere2(const nlohmann::ordered_json& json) {
    const ConfigReader reader(json);
    ModelConfig config = readBase(reader);
    const int64_t pattern = reader.count("sliding_window_pattern", 4);
    applyWindows(reader, reader.count("sliding_window", 4096), config,
                 [pattern](int64_t layer) { return (layer + 1) % pattern != 0; });
    for (LayerTraits& layer : config.layers) {
        layer.rotary = layer.window > 0;
    }
    return config;
}

} // namespace salient
