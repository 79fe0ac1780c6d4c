// SPDX-License-Identifier: Apache-2.0
#include "core/architectures/config_reader.h"
#include "core/architectures/families.h"

#include <cmath>

namespace salient {

// transformers `models/deepseek_v2` and `models/deepseek_v3`: latent attention, experts in groups.
namespace {

// yarn_apply_mscale
float yarnScale(const nlohmann::ordered_json& json, const RopeSpec& rope) {
    const char* key = json.contains("rope_parameters") ? "rope_parameters" : "rope_scaling";
    if (rope.scaling == RopeScaling::None || !json.contains(key) || !json.at(key).is_object() || rope.factor <= 1.0) {
        return 1.0F;
    }
    const double all = ConfigReader(json.at(key)).number("mscale_all_dim", 0.0);
    const double magnitude = 0.1 * all * std::log(rope.factor) + 1.0;
    return all == 0.0 ? 1.0F : static_cast<float>(magnitude * magnitude);
}

void readLatent(const ConfigReader& reader, ModelConfig& config) {
    AttentionSpec& a = config.attention;
    a.latent = true;
    a.kvHeads = a.heads;
    a.qRank = reader.has("q_lora_rank") ? reader.count("q_lora_rank") : 0;
    a.kvRank = reader.count("kv_lora_rank");
    a.ropeDim = reader.count("qk_rope_head_dim");
    a.valueDim = reader.count("v_head_dim");
    a.headDim = reader.count("qk_nope_head_dim") + a.ropeDim;
    if (a.valueDim > a.headDim) {
        refuseConfig("v_head_dim is larger than qk_nope_head_dim + qk_rope_head_dim, which is not supported.");
    }
    a.qkvBias = reader.flag("attention_bias", false);
    a.outputBias = a.qkvBias;
    a.qkNormSpec = {NormSpec::Kind::Rms, 1e-6F, 0.0F, false};
    const bool interleaved = reader.flag("rope_interleave", true);
    config.ropes = {
        readRope(reader, a.ropeDim, {.layout = interleaved ? RotaryLayout::Interleaved : RotaryLayout::Halves})};
    a.scale = yarnScale(reader.json(), config.ropes.front()) / std::sqrt(static_cast<float>(a.headDim));
}

void readExperts(const ConfigReader& reader, ModelConfig& config) {
    ExpertsSpec& experts = config.experts;
    experts.count = reader.count("n_routed_experts");
    experts.perToken = reader.count("num_experts_per_tok");
    experts.intermediate = reader.count("moe_intermediate_size");
    experts.sharedIntermediate =
        reader.has("n_shared_experts") ? reader.count("n_shared_experts") * experts.intermediate : 0;
    experts.factor = static_cast<float>(reader.number("routed_scaling_factor", 1.0));
    const auto first = static_cast<size_t>(reader.number("first_k_dense_replace", 0.0));
    const int64_t step = reader.count("moe_layer_freq", 1);
    for (size_t layer = first; layer < config.layers.size(); ++layer) {
        config.layers[layer].experts = static_cast<int64_t>(layer) % step == 0;
    }
}

} // namespace

ModelConfig readDeepseekV2(const nlohmann::ordered_json& json) {
    const ConfigReader reader(json);
    ModelConfig config = readCommonConfig(reader, {});
    readLatent(reader, config);
    readExperts(reader, config);
    if (reader.text("topk_method", "greedy") == "group_limited_greedy") {
        config.experts.groups = reader.count("n_group", 1);
        config.experts.topGroups = reader.count("topk_group", 1);
    }
    return config;
}

ModelConfig readDeepseekV3(const nlohmann::ordered_json& json) {
    const ConfigReader reader(json);
    ModelConfig config = readCommonConfig(reader, {});
    readLatent(reader, config);
    readExperts(reader, config);
    config.experts.scoring = ExpertsSpec::Scoring::Sigmoid;
    config.experts.groupScore = ExpertsSpec::GroupScore::TwoLargest;
    config.experts.correction = true;
    config.experts.normalized = reader.flag("norm_topk_prob", true);
    config.experts.groups = reader.count("n_group", 1);
    config.experts.topGroups = reader.count("topk_group", 1);
    return config;
}

} // namespace salient
