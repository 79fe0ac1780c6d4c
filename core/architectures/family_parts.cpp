// SPDX-License-Identifier: Apache-2.0
#include "core/architectures/family_parts.h"

namespace salient {

void useLayerNorm(ModelConfig& config, bool bias) {
    config.norm.kind = NormSpec::Kind::Layer;
    config.norm.bias = bias;
}

void useAttentionBias(ModelConfig& config, bool bias) {
    config.attention.qkvBias = bias;
    config.attention.outputBias = bias;
}

void usePlainMlp(ModelConfig& config, const std::string& up, const std::string& down, bool bias) {
    config.mlp.gated = false;
    config.mlp.bias = bias;
    config.names.up = up;
    config.names.down = down;
}

void useOneNormForBoth(ModelConfig& config) {
    config.residual.order = ResidualSpec::Order::Parallel;
    config.residual.sharedNorm = true;
}

void useNoRotation(ModelConfig& config) {
    for (LayerTraits& layer : config.layers) {
        layer.rotary = false;
    }
}

void slideEveryLayer(const ConfigReader& reader, ModelConfig& config) {
    applyWindows(reader, static_cast<int64_t>(reader.number("sliding_window", 0.0)), config,
                 [](int64_t) { return true; });
}

} // namespace salient
