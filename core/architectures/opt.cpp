// SPDX-License-Identifier: Apache-2.0
#include "core/architectures/families.h"
#include "core/architectures/family_parts.h"

namespace salient {

// transformers `models/opt/modeling_opt.py`: learned positions from row 2 on; OPT-350M normalises after the sums and
// has a narrower embedding.
ModelConfig readOpt(const nlohmann::ordered_json& json) {
    const ConfigReader reader(json);
    ModelConfig config = readCommonConfig(reader, {.kvHeads = "",
                                                   .intermediate = "ffn_dim",
                                                   .activation = "activation_function",
                                                   .defaultActivation = "relu",
                                                   .tied = true});
    config.norm = {NormSpec::Kind::Layer, 1e-5F, 0.0F, true};
    const bool bias = reader.flag("enable_bias", true);
    useAttentionBias(config, bias);
    usePlainMlp(config, "fc1", "fc2", bias);
    useNoRotation(config);
    const std::string decoder = "model.decoder.";
    config.blockPrefix = decoder + "layers.";
    config.names.inputNorm = "self_attn_layer_norm";
    config.names.mlpNorm = "final_layer_norm";
    config.names.o = "self_attn.out_proj";
    config.names.mlp = "";
    config.embedding.tokens = decoder + "embed_tokens.weight";
    config.embedding.positions = decoder + "embed_positions.weight";
    config.embedding.positionOffset = 2;
    config.embedding.width = reader.count("word_embed_proj_dim", config.hidden);
    if (config.embedding.width != config.hidden) {
        config.embedding.projectIn = decoder + "project_in.weight";
        config.head.projectOut = decoder + "project_out.weight";
    }
    config.residual.normAfterSum = !reader.flag("do_layer_norm_before", true);
    const bool finalNorm = !config.residual.normAfterSum && !reader.flag("_remove_final_layer_norm", false);
    config.head.norm = finalNorm ? decoder + "final_layer_norm" : "";
    return config;
}

} // namespace salient
