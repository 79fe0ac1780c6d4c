// SPDX-License-Identifier: Apache-2.0
#include "core/architectures/families.h"
#include "core/architectures/family_parts.h"

namespace salient {

// transformers `models/gpt2` (weights stored [in, out]), `models/gpt_bigcode` (one key-value head) and `models/gptj`
// (attention and MLP side by side, rotation in neighbouring channels).
namespace {

ModelConfig readBase(const ConfigReader& reader, bool tied) {
    ModelConfig config = readCommonConfig(reader, {.hidden = "n_embd",
                                                   .heads = "n_head",
                                                   .kvHeads = "",
                                                   .layers = "n_layer",
                                                   .intermediate = "n_inner",
                                                   .wideByDefault = true,
                                                   .positions = "n_positions",
                                                   .epsilon = "layer_norm_epsilon",
                                                   .defaultEpsilon = 1e-5,
                                                   .activation = "activation_function",
                                                   .defaultActivation = "gelu_new",
                                                   .tied = tied});
    useLayerNorm(config, true);
    config.blockPrefix = "transformer.h.";
    config.embedding.tokens = "transformer.wte.weight";
    config.head.norm = "transformer.ln_f";
    config.names.inputNorm = "ln_1";
    config.names.mlpNorm = "ln_2";
    return config;
}

void learnedPositions(const ConfigReader& reader, ModelConfig& config) {
    config.embedding.positions = "transformer.wpe.weight";
    useNoRotation(config);
    config.attention.rows = QkvRows::Joined;
    useAttentionBias(config, true);
    config.names.qkv = "attn.c_attn";
    config.names.o = "attn.c_proj";
    usePlainMlp(config, "c_fc", "c_proj", true);
    if (!reader.flag("scale_attn_weights", true)) {
        config.attention.scale = 1.0F;
    }
    if (reader.flag("scale_attn_by_inverse_layer_idx", false)) {
        refuseConfig("\"scale_attn_by_inverse_layer_idx\": true is not supported.");
    }
}

} // namespace

ModelConfig readGpt2(const nlohmann::ordered_json& json) {
    const ConfigReader reader(json);
    ModelConfig config = readBase(reader, true);
    learnedPositions(reader, config);
    config.names.transposed = true;
    return config;
}

ModelConfig readGptBigCode(const nlohmann::ordered_json& json) {
    const ConfigReader reader(json);
    ModelConfig config = readBase(reader, true);
    learnedPositions(reader, config);
    if (reader.flag("multi_query", true)) {
        config.attention.kvHeads = 1;
    } else {
        config.attention.rows = QkvRows::PerGroup;
    }
    return config;
}

ModelConfig readGptJ(const nlohmann::ordered_json& json) {
    const ConfigReader reader(json);
    ModelConfig config = readBase(reader, false);
    RopeSpec rope;
    rope.rotaryDim = reader.count("rotary_dim", 64);
    rope.layout = RotaryLayout::Interleaved;
    if (rope.rotaryDim > config.attention.headDim || rope.rotaryDim % 2 != 0) {
        refuseConfig("\"rotary_dim\" should be even and at most the size of a head.");
    }
    config.ropes = {rope};
    useOneNormForBoth(config);
    config.names.q = "attn.q_proj";
    config.names.k = "attn.k_proj";
    config.names.v = "attn.v_proj";
    config.names.o = "attn.out_proj";
    usePlainMlp(config, "fc_in", "fc_out", true);
    config.head.bias = "lm_head.bias";
    return config;
}

} // namespace salient
