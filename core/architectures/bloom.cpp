// SPDX-License-Identifier: Apache-2.0
#include "core/architectures/config_reader.h"
#include "core/architectures/families.h"

namespace salient {

// transformers `models/bloom/modeling_bloom.py`: ALiBi, a norm on the embedding, q, k and v of each head side by side.
ModelConfig readBloom(const nlohmann::ordered_json& json) {
    const ConfigReader reader(json);
    ModelConfig config = readCommonConfig(reader, {.hidden = reader.has("hidden_size") ? "hidden_size" : "n_embed",
                                                   .heads = reader.has("n_head") ? "n_head" : "num_attention_heads",
                                                   .kvHeads = "",
                                                   .layers = reader.has("n_layer") ? "n_layer" : "num_hidden_layers",
                                                   .intermediate = "",
                                                   .positions = "seq_length",
                                                   .epsilon = "layer_norm_epsilon",
                                                   .defaultActivation = "gelu_new",
                                                   .tied = true});
    config.norm.kind = NormSpec::Kind::Layer;
    config.norm.bias = true;
    if (!reader.has("layer_norm_epsilon")) {
        config.norm.epsilon = 1e-5F;
    }
    config.attention.rows = QkvRows::PerGroup;
    config.attention.qkvBias = true;
    config.attention.outputBias = true;
    config.attention.slopes = alibiSlopes(config.attention.heads, 1.0F);
    for (LayerTraits& layer : config.layers) {
        layer.rotary = false;
    }
    config.mlp.gated = false;
    config.mlp.bias = true;
    config.residual.fromNorm = reader.flag("apply_residual_connection_post_layernorm", false);
    config.blockPrefix = "transformer.h.";
    config.names.qkv = "self_attention.query_key_value";
    config.names.o = "self_attention.dense";
    config.names.up = "dense_h_to_4h";
    config.names.down = "dense_4h_to_h";
    config.embedding.tokens = "transformer.word_embeddings.weight";
    config.embedding.norm = "transformer.word_embeddings_layernorm";
    config.embedding.normSpec = config.norm;
    config.head.norm = "transformer.ln_f";
    return config;
}

} // namespace salient
