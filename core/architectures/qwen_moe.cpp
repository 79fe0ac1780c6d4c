// SPDX-License-Identifier: Apache-2.0
#include "core/architectures/config_reader.h"
#include "core/architectures/families.h"

#include <algorithm>

namespace salient {

// transformers `models/qwen2_moe` and `models/qwen3_moe`: some layers have experts in place of the MLP.
namespace {

void readExperts(const ConfigReader& reader, ModelConfig& config) {
    ExpertsSpec& experts = config.experts;
    experts.count = reader.has("num_experts") ? reader.count("num_experts") : reader.count("num_local_experts");
    experts.perToken = reader.count("num_experts_per_tok");
    experts.intermediate = reader.count("moe_intermediate_size");
    experts.normalized = reader.flag("norm_topk_prob", false);
    const int64_t step = reader.count("decoder_sparse_step", 1);
    const std::vector<double> dense = reader.numbers("mlp_only_layers");
    for (size_t layer = 0; layer < config.layers.size(); ++layer) {
        const bool listed = std::ranges::find(dense, static_cast<double>(layer)) != dense.end();
        config.layers[layer].experts = !listed && (static_cast<int64_t>(layer) + 1) % step == 0;
    }
}

} // namespace

ModelConfig readQwen2Moe(const nlohmann::ordered_json& json) {
    ModelConfig config = readQwen2(json);
    const ConfigReader reader(json);
    readExperts(reader, config);
    config.experts.sharedIntermediate = reader.count("shared_expert_intermediate_size");
    config.experts.sharedGate = true;
    config.names.shared = "shared_expert";
    return config;
}

ModelConfig readQwen3Moe(const nlohmann::ordered_json& json) {
    ModelConfig config = readQwen3(json);
    readExperts(ConfigReader(json), config);
    return config;
}

} // namespace salient
