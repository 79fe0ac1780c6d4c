// SPDX-License-Identifier: Apache-2.0
#include "core/architectures/families.h"
#include "core/architectures/family_parts.h"

namespace salient {

// transformers `models/falcon/modeling_falcon.py`: three orders of q, k and v, with rotation or ALiBi.
ModelConfig readFalcon(const nlohmann::ordered_json& json) {
    const ConfigReader reader(json);
    ModelConfig config = readCommonConfig(reader, {.kvHeads = "",
                                                   .intermediate = "ffn_hidden_size",
                                                   .wideByDefault = true,
                                                   .epsilon = "layer_norm_epsilon",
                                                   .defaultEpsilon = 1e-5,
                                                   .activation = "activation",
                                                   .defaultActivation = "gelu",
                                                   .tied = true});
    AttentionSpec& a = config.attention;
    const bool newer = reader.flag("new_decoder_architecture", false);
    const bool parallel = newer || reader.flag("parallel_attn", true);
    if (newer) {
        a.kvHeads = reader.count("num_kv_heads", a.heads);
        a.rows = QkvRows::PerGroup;
    } else if (reader.flag("multi_query", true)) {
        a.kvHeads = 1; // whatever num_kv_heads says
        a.rows = QkvRows::Joined;
    } else {
        a.rows = QkvRows::PerGroup;
    }
    if (a.heads % a.kvHeads != 0) {
        refuseConfig("num_attention_heads is no multiple of num_kv_heads.");
    }
    if (reader.flag("alibi", false)) {
        a.slopes = alibiSlopes(a.heads, a.scale); // added before the scores are scaled
    } else {
        config.ropes = {readRope(reader, a.headDim, {})};
    }
    for (LayerTraits& layer : config.layers) {
        layer.rotary = a.slopes.empty();
    }
    a.qkvBias = reader.flag("bias", false);
    a.outputBias = a.qkvBias;
    useLayerNorm(config, true);
    usePlainMlp(config, "dense_h_to_4h", "dense_4h_to_h", a.qkvBias);
    const bool twoNorms = newer && reader.count("num_ln_in_parallel_attn", 2) == 2;
    if (parallel) {
        config.residual.order = ResidualSpec::Order::Parallel;
        config.residual.sharedNorm = !twoNorms;
    }
    config.blockPrefix = "transformer.h.";
    if (twoNorms) {
        config.names.inputNorm = "ln_attn";
        config.names.mlpNorm = "ln_mlp";
    }
    config.names.qkv = "self_attention.query_key_value";
    config.names.o = "self_attention.dense";
    config.embedding.tokens = "transformer.word_embeddings.weight";
    config.head.norm = "transformer.ln_f";
    return config;
}

} // namespace salient
