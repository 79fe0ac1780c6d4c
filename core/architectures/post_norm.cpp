// SPDX-License-Identifier: Apache-2.0
#include "core/architectures/families.h"
#include "core/architectures/family_parts.h"

#include <string>

namespace salient {

// Families whose norms follow the modules: transformers `models/olmo2` (norms over all heads of q and k) and
// `models/exaone4` (norms on every head; only windowed layers rotate where there are windows).
namespace {

void normAfterModules(ModelConfig& config) {
    config.names.inputNorm = "";
    config.names.attentionOutNorm = "post_attention_layernorm";
    config.names.mlpNorm = "";
    config.names.mlpOutNorm = "post_feedforward_layernorm";
    config.attention.qkNormSpec = config.norm;
}

// A number, every so many-th layer being global, or a text as "LLLG".
bool slidesBy(const nlohmann::ordered_json& pattern, int64_t layer) {
    if (pattern.is_string() && !pattern.get<std::string>().empty()) {
        const auto letters = pattern.get<std::string>();
        return letters[static_cast<size_t>(layer) % letters.size()] == 'L';
    }
    return pattern.is_number_integer() && pattern.get<int64_t>() > 0 && (layer + 1) % pattern.get<int64_t>() != 0;
}

} // namespace

ModelConfig readOlmo2(const nlohmann::ordered_json& json) {
    const ConfigReader reader(json);
    ModelConfig config = readLlamaLike(reader, {}, {.defaultEpsilon = 1e-5});
    normAfterModules(config);
    config.attention.qkNorm = QkNorm::Whole;
    useAttentionBias(config, reader.flag("attention_bias", false));
    return config;
}

ModelConfig readExaone4(const nlohmann::ordered_json& json) {
    const ConfigReader reader(json);
    ModelConfig config = readLlamaLike(reader, {}, {.defaultEpsilon = 1e-5});
    normAfterModules(config);
    config.attention.qkNorm = QkNorm::PerHead;
    const auto window = static_cast<int64_t>(reader.number("sliding_window", 0.0));
    const auto pattern = json.value("sliding_window_pattern", nlohmann::ordered_json(4));
    applyWindows(reader, window, config, [&](int64_t layer) { return window > 0 && slidesBy(pattern, layer); });
    for (LayerTraits& layer : config.layers) {
        layer.rotary = window == 0 || layer.window > 0;
    }
    return config;
}

} // namespace salient
