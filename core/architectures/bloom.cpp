// SPDX-License-Identifier: Apache-2.0
#include "core/architectures/families.h"
#include "core/architectures/family_parts.h"

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
                                                   .defaultEpsilon = 1e-5,
                                                   .defaultActivation = "gelu_new",
                                                   .tied = true});
    useLayerNorm(config, true);
    config.attention.rows = QkvRows::PerGroup;
    useAttentionBias(config, true);
    config.attention.slopes = alibiSlopes(config.attention.heads, 1.0F);
    useNoRotation(config);
    usePlainMlp(config, "dense_h_to_4h", "dense_4h_to_h", true);
    config.residual.fromNorm = reader.flag("apply_residual_connection_post_layernorm", false);
    config.blockPrefix = "transformer.h.";
    config.names.qkv = "self_attention.query_key_value";
    config.names.o = "self_attention.dense";
    config.embedding.tokens = "transformer.word_embeddings.weight";
    config.embedding.norm = "transformer.word_embeddings_layernorm";
    config.embedding.normSpec = config.norm;
    config.head.norm = "transformer.ln_f";
    return config;
}

} // namespace salient
