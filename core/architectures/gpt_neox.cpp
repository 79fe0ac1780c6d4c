// SPDX-License-Identifier: Apache-2.0
#include "core/architectures/config_reader.h"
#include "core/architectures/families.h"

namespace salient {

// Pythia and GPT-NeoX, transformers `models/gpt_neox/modeling_gpt_neox.py`: q, k and v of each head side by side.
ModelConfig readGptNeoX(const nlohmann::ordered_json& json) {
    const ConfigReader reader(json);
    ModelConfig config =
        readCommonConfig(reader, {.kvHeads = "", .epsilon = "layer_norm_eps", .defaultActivation = "gelu"});
    config.ropes = {readRope(reader, config.attention.headDim,
                             {.partial = 0.25, .partialKey = "rotary_pct", .thetaKey = "rotary_emb_base"})};
    config.norm.kind = NormSpec::Kind::Layer;
    config.norm.bias = true;
    config.attention.rows = QkvRows::PerGroup;
    config.attention.qkvBias = reader.flag("attention_bias", true);
    config.attention.outputBias = config.attention.qkvBias;
    config.mlp.gated = false;
    config.mlp.bias = true;
    if (reader.flag("use_parallel_residual", true)) {
        config.residual.order = ResidualSpec::Order::Parallel;
    }
    config.blockPrefix = "gpt_neox.layers.";
    config.names.qkv = "attention.query_key_value";
    config.names.o = "attention.dense";
    config.names.up = "dense_h_to_4h";
    config.names.down = "dense_4h_to_h";
    config.embedding.tokens = "gpt_neox.embed_in.weight";
    config.head.norm = "gpt_neox.final_layer_norm";
    config.head.weight = "embed_out.weight";
    return config;
}

} // namespace salient
