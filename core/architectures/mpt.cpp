// SPDX-License-Identifier: Apache-2.0
#include "core/architectures/families.h"
#include "core/architectures/family_parts.h"

#include <cmath>

namespace salient {

namespace {

// build_mpt_alibi_tensor: slopes of the next larger power of two, every second one first.
std::vector<float> mptSlopes(int64_t heads) {
    int64_t power = 1;
    while (power < heads) {
        power *= 2;
    }
    std::vector<float> all;
    for (int64_t i = 1; i <= power; ++i) {
        all.push_back(static_cast<float>(std::exp2(-8.0 * static_cast<double>(i) / static_cast<double>(power))));
    }
    if (power == heads) {
        return all;
    }
    std::vector<float> slopes;
    for (const size_t first : {size_t{1}, size_t{0}}) {
        for (size_t i = first; i < all.size(); i += 2) {
            slopes.push_back(all[i]);
        }
    }
    slopes.resize(static_cast<size_t>(heads));
    return slopes;
}

} // namespace

// transformers `models/mpt/modeling_mpt.py`: ALiBi, no biases, projections that may be clipped.
ModelConfig readMpt(const nlohmann::ordered_json& json) {
    const ConfigReader reader(json);
    ModelConfig config = readCommonConfig(reader, {.hidden = "d_model",
                                                   .heads = "n_heads",
                                                   .kvHeads = "",
                                                   .layers = "n_layers",
                                                   .intermediate = "",
                                                   .positions = "max_seq_len",
                                                   .epsilon = "layer_norm_epsilon",
                                                   .defaultEpsilon = 1e-5,
                                                   .defaultActivation = "gelu",
                                                   .tied = true});
    const nlohmann::ordered_json none = nlohmann::ordered_json::object();
    const ConfigReader attention(
        reader.has("attn_config") && json.at("attn_config").is_object() ? json.at("attn_config") : none);
    config.mlp.intermediate = config.hidden * reader.count("expansion_ratio", 4);
    useLayerNorm(config, false);
    usePlainMlp(config, "up_proj", "down_proj", false);
    AttentionSpec& a = config.attention;
    a.rows = QkvRows::Joined;
    a.clipQkv = static_cast<float>(attention.number("clip_qkv", 0.0));
    a.scale = static_cast<float>(attention.number("softmax_scale", static_cast<double>(a.scale)));
    if (attention.flag("qk_ln", false) || !attention.flag("alibi", true)) {
        refuseConfig("MPT with \"qk_ln\" or without \"alibi\" in attn_config is not supported.");
    }
    a.slopes = mptSlopes(a.heads);
    useNoRotation(config);
    config.blockPrefix = "transformer.blocks.";
    config.names.inputNorm = "norm_1";
    config.names.mlpNorm = "norm_2";
    config.names.qkv = "attn.Wqkv";
    config.names.o = "attn.out_proj";
    config.names.mlp = "ffn";
    config.embedding.tokens = "transformer.wte.weight";
    config.head.norm = "transformer.norm_f";
    return config;
}

} // namespace salient
