// SPDX-License-Identifier: Apache-2.0
#include "core/architectures/families.h"
#include "core/architectures/family_parts.h"

#include <cmath>

namespace salient {

// transformers `models/gemma`, `models/gemma2`, `models/gemma3`: norms x̂ · (1 + w), a scaled embedding; from 2 on norms
// around both modules, windows and soft caps; 3 with norms on q and k and one rope per kind of layer.
namespace {

// `keys.activation` is in the files of version 1 too, but means the tanh form there whatever it says.
ModelConfig readBase(const ConfigReader& reader) {
    ModelConfig config = readCommonConfig(
        reader, {.activation = "hidden_activation", .defaultActivation = "gelu_pytorch_tanh", .tied = true});
    config.norm.weightOffset = 1.0F;
    config.embedding.multiplier = std::sqrt(static_cast<float>(config.hidden));
    useAttentionBias(config, reader.flag("attention_bias", false));
    return config;
}

void readSecond(const ConfigReader& reader, ModelConfig& config) {
    config.attention.scale = static_cast<float>(1.0 / std::sqrt(reader.number("query_pre_attn_scalar", 256.0)));
    config.names.attentionOutNorm = "post_attention_layernorm";
    config.names.mlpNorm = "pre_feedforward_layernorm";
    config.names.mlpOutNorm = "post_feedforward_layernorm";
}

// Absent means the default, null means none.
float cap(const ConfigReader& reader, const char* key, double absent) {
    return static_cast<float>(reader.number(key, reader.json().contains(key) ? 0.0 : absent));
}

} // namespace

ModelConfig readGemma(const nlohmann::ordered_json& json) {
    const ConfigReader reader(json);
    ModelConfig config = readBase(reader);
    config.ropes = {readRope(reader, config.attention.headDim, {})};
    return config;
}

ModelConfig readGemma2(const nlohmann::ordered_json& json) {
    const ConfigReader reader(json);
    ModelConfig config = readBase(reader);
    readSecond(reader, config);
    config.ropes = {readRope(reader, config.attention.headDim, {})};
    config.attention.softcap = cap(reader, "attn_logit_softcapping", 50.0);
    config.head.softcap = cap(reader, "final_logit_softcapping", 30.0);
    applyWindows(reader, reader.count("sliding_window", 4096), config, [](int64_t layer) { return layer % 2 == 0; });
    return config;
}

ModelConfig readGemma3(const nlohmann::ordered_json& json) {
    const ConfigReader reader(json);
    ModelConfig config = readBase(reader);
    readSecond(reader, config);
    config.scalesAttentionInput = false;
    config.attention.qkNorm = QkNorm::PerHead;
    config.attention.qkNormSpec = config.norm;
    config.attention.softcap = cap(reader, "attn_logit_softcapping", 0.0);
    config.head.softcap = cap(reader, "final_logit_softcapping", 0.0);
    const int64_t pattern = reader.count("sliding_window_pattern", reader.count("_sliding_window_pattern", 6));
    applyWindows(reader, reader.count("sliding_window", 4096), config,
                 [pattern](int64_t layer) { return (layer + 1) % pattern != 0; });
    RopeSpec local =
        readRope(reader, config.attention.headDim, {.thetaKey = "rope_local_base_freq"}, "sliding_attention");
    if (!reader.has("rope_parameters")) {
        local.scaling = RopeScaling::None; // of version 4: only the global rope is stretched
        local.factor = 1.0;
    }
    config.ropes = {readRope(reader, config.attention.headDim, {.theta = 1e6}, "full_attention"), local};
    for (LayerTraits& layer : config.layers) {
        layer.rope = layer.window > 0 ? 1 : 0;
    }
    return config;
}

} // namespace salient
