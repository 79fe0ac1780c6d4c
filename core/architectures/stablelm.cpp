// SPDX-License-Identifier: Apache-2.0
#include "core/architectures/families.h"
#include "core/architectures/family_parts.h"

namespace salient {

// transformers `models/stablelm/modeling_stablelm.py`: a quarter of each head rotated; the larger ones with one norm
// and norms on q and k.
ModelConfig readStableLm(const nlohmann::ordered_json& json) {
    const ConfigReader reader(json);
    ModelConfig config = readCommonConfig(reader, {.epsilon = "layer_norm_eps", .defaultEpsilon = 1e-5});
    config.ropes = {readRope(reader, config.attention.headDim, {.partial = 0.25})};
    useLayerNorm(config, true);
    config.attention.qkvBias = reader.flag("use_qkv_bias", false);
    if (reader.flag("qk_layernorm", false)) {
        config.attention.qkNorm = QkNorm::PerHeadOwn;
        config.attention.qkNormSpec = {NormSpec::Kind::Layer, config.norm.epsilon, 0.0F, false};
        config.names.qNorm = "self_attn.q_layernorm";
        config.names.kNorm = "self_attn.k_layernorm";
        config.names.normPerHeadModule = true;
    }
    if (reader.flag("use_parallel_residual", false)) {
        config.residual.order = ResidualSpec::Order::Parallel;
        config.residual.sharedNorm = true;
    }
    return config;
}

} // namespace salient
