// SPDX-License-Identifier: Apache-2.0
#include "core/architectures/families.h"
#include "core/architectures/family_parts.h"

namespace salient {

// Pythia and GPT-NeoX, transformers `models/gpt_neox/modeling_gpt_neox.py`: q, k and v of each head side by side.
ModelConfig readGptNeoX(const nlohmann::ordered_json& json) {
    const ConfigReader reader(json);
    ModelConfig config = readCommonConfig(
        reader, {.kvHeads = "", .epsilon = "layer_norm_eps", .defaultEpsilon = 1e-5, .defaultActivation = "gelu"});
    config.ropes = {readRope(reader, config.attention.headDim,
                             {.partial = 0.25, .partialKey = "rotary_pct", .thetaKey = "rotary_emb_base"})};
    useLayerNorm(config, true);
    config.attention.rows = QkvRows::PerGroup;
    useAttentionBias(config, reader.flag("attention_bias", true));
    usePlainMlp(config, "dense_h_to_4h", "dense_4h_to_h", true);
    if (reader.flag("use_parallel_residual", true)) {
        config.residual.order = ResidualSpec::Order::Parallel;
    }
    config.blockPrefix = "gpt_neox.layers.";
    config.names.qkv = "attention.query_key_value";
    config.names.o = "attention.dense";
    config.embedding.tokens = "gpt_neox.embed_in.weight";
    config.head.norm = "gpt_neox.final_layer_norm";
    config.head.weight = "embed_out.weight";
    return config;
}

} // namespace salient
