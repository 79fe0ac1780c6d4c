// SPDX-License-Identifier: Apache-2.0
#include "core/architectures/config_reader.h"

#include "kernels/error.h"

#include <cmath>
#include <fmt/format.h>

namespace salient {

namespace {

constexpr int64_t kLargestCount = int64_t(1) << 31;

Error wrongType(std::string_view key, const char* expected, const nlohmann::ordered_json& found) {
    return inputError("config.wrong_type", fmt::format("config.json: \"{}\" should be {}, found {}.", key, expected,
                                                       found.dump().substr(0, 60)));
}

Activation readActivation(const ConfigReader& reader) {
    const std::string name = reader.text("hidden_act", "silu");
    if (name == "silu" || name == "swish") {
        return Activation::Silu;
    }
    if (name == "gelu") {
        return Activation::Gelu;
    }
    if (name == "gelu_new" || name == "gelu_pytorch_tanh") {
        return Activation::GeluTanh;
    }
    if (name == "relu") {
        return Activation::Relu;
    }
    throw inputError(
        "config.unsupported",
        fmt::format("config.json: the activation \"hidden_act\": \"{}\" is not known; silu, gelu, gelu_new, "
                    "gelu_pytorch_tanh and relu are.",
                    name));
}

} // namespace

const nlohmann::ordered_json* ConfigReader::find(std::string_view key) const {
    const auto entry = m_config.find(key);
    return entry == m_config.end() || entry->is_null() ? nullptr : &*entry;
}

bool ConfigReader::has(std::string_view key) const {
    return find(key) != nullptr;
}

int64_t ConfigReader::count(std::string_view key) const {
    const auto* value = find(key);
    if (value == nullptr) {
        throw inputError("config.missing_key",
                         fmt::format("config.json has no \"{}\"; without it the model's shape is not known.", key));
    }
    if (!value->is_number_integer()) {
        throw wrongType(key, "a whole number", *value);
    }
    const bool tooLarge = value->is_number_unsigned() && value->get<uint64_t>() > static_cast<uint64_t>(kLargestCount);
    if (tooLarge || value->get<int64_t>() < 1 || value->get<int64_t>() > kLargestCount) {
        throw wrongType(key, "between 1 and 2147483648", *value);
    }
    return value->get<int64_t>();
}

int64_t ConfigReader::count(std::string_view key, int64_t fallback) const {
    return has(key) ? count(key) : fallback;
}

double ConfigReader::number(std::string_view key, double fallback) const {
    const auto* value = find(key);
    if (value == nullptr) {
        return fallback;
    }
    if (!value->is_number() || !std::isfinite(value->get<double>())) {
        throw wrongType(key, "a number", *value);
    }
    return value->get<double>();
}

bool ConfigReader::flag(std::string_view key, bool fallback) const {
    const auto* value = find(key);
    if (value == nullptr) {
        return fallback;
    }
    if (!value->is_boolean()) {
        throw wrongType(key, "true or false", *value);
    }
    return value->get<bool>();
}

std::string ConfigReader::text(std::string_view key, const std::string& fallback) const {
    const auto* value = find(key);
    if (value == nullptr) {
        return fallback;
    }
    if (!value->is_string()) {
        throw wrongType(key, "a string", *value);
    }
    return value->get<std::string>();
}

std::vector<int32_t> ConfigReader::ids(std::string_view key) const {
    std::vector<int32_t> result;
    const auto* value = find(key);
    if (value == nullptr) {
        return result;
    }
    const auto take = [&](const nlohmann::ordered_json& id) {
        if (!id.is_number_integer() || id.get<int64_t>() < 0 || id.get<int64_t>() >= kLargestCount) {
            throw wrongType(key, "a token id or a list of them", *value);
        }
        result.push_back(static_cast<int32_t>(id.get<int64_t>()));
    };
    if (value->is_array()) {
        for (const auto& id : *value) {
            take(id);
        }
    } else {
        take(*value);
    }
    return result;
}

RopeSpec readRope(const ConfigReader& reader, int64_t headDim) {
    const nlohmann::ordered_json none = nlohmann::ordered_json::object();
    const auto section = [&](const char* key) -> const nlohmann::ordered_json& {
        if (!reader.has(key)) {
            return none;
        }
        const auto& value = reader.json().at(key);
        if (!value.is_object()) {
            throw wrongType(key, "an object", value);
        }
        return value;
    };
    const bool version5 = reader.has("rope_parameters");
    const ConfigReader scaling(section(version5 ? "rope_parameters" : "rope_scaling"));

    RopeSpec rope;
    rope.theta = version5 ? scaling.number("rope_theta", reader.number("rope_theta", 10000.0))
                          : reader.number("rope_theta", 10000.0);
    if (rope.theta <= 0.0) {
        throw inputError("config.wrong_type",
                         fmt::format("config.json: \"rope_theta\" is {}, expected above 0.", rope.theta));
    }
    const double partial = scaling.number("partial_rotary_factor", reader.number("partial_rotary_factor", 1.0));
    rope.rotaryDim = static_cast<int64_t>(static_cast<double>(headDim) * partial);
    if (partial <= 0.0 || partial > 1.0 || rope.rotaryDim < 2 || rope.rotaryDim % 2 != 0) {
        throw inputError(
            "config.unsupported",
            fmt::format("config.json: {} of {} channels of a head would be rotated; expected an even number "
                        "from 2 to {}.",
                        rope.rotaryDim, headDim, headDim));
    }
    const std::string type = scaling.text("rope_type", scaling.text("type", "default"));
    rope.factor = scaling.number("factor", 1.0);
    if (type == "default") {
        rope.scaling = RopeScaling::None;
    } else if (type == "linear") {
        rope.scaling = RopeScaling::Linear;
    } else if (type == "llama3") {
        rope.scaling = RopeScaling::Llama3;
        rope.lowFrequencyFactor = scaling.number("low_freq_factor", 1.0);
        rope.highFrequencyFactor = scaling.number("high_freq_factor", 4.0);
        rope.originalPositions = scaling.number("original_max_position_embeddings",
                                                static_cast<double>(reader.count("max_position_embeddings", 2048)));
        if (rope.highFrequencyFactor <= rope.lowFrequencyFactor || rope.originalPositions < 1.0) {
            throw inputError("config.unsupported",
                             "config.json: llama3 rope scaling needs high_freq_factor above low_freq_factor and a "
                             "positive original_max_position_embeddings.");
        }
    } else {
        throw inputError("config.unsupported",
                         fmt::format("config.json: rope scaling of type \"{}\" is not supported; default, linear and "
                                     "llama3 are.",
                                     type));
    }
    if (rope.factor <= 0.0) {
        throw inputError("config.wrong_type",
                         fmt::format("config.json: rope \"factor\" is {}, expected above 0.", rope.factor));
    }
    return rope;
}

void applyWindows(const ConfigReader& reader, int64_t window, int64_t firstWindowLayer, ModelConfig& config) {
    const auto& json = reader.json();
    const bool typed = reader.has("layer_types") && json.at("layer_types").is_array() &&
                       json.at("layer_types").size() == config.layers.size();
    for (size_t layer = 0; layer < config.layers.size(); ++layer) {
        bool slides = static_cast<int64_t>(layer) >= firstWindowLayer;
        if (typed) {
            slides = json.at("layer_types")[layer] == "sliding_attention";
        }
        config.layers[layer].window = slides ? window : 0;
    }
}

std::vector<ScalingGroup> llamaScalingGroups(const BlockNames& n) {
    using Kind = ScalingGroup::Producer;
    using Heads = ScalingGroup::Heads;
    return {
        {n.inputNorm, Kind::Norm, {n.q, n.k, n.v}, InspectedModule::Attention, Heads::Any},
        {n.v, Kind::Linear, {n.o}, InspectedModule::Consumers, Heads::SharedValues},
        {n.mlpNorm, Kind::Norm, {n.gate, n.up}, InspectedModule::Mlp, Heads::Any},
        {n.up, Kind::Linear, {n.down}, InspectedModule::Consumers, Heads::Any},
    };
}

ModelConfig readCommonConfig(const ConfigReader& reader) {
    ModelConfig config;
    config.hidden = reader.count("hidden_size");
    config.heads = reader.count("num_attention_heads");
    config.kvHeads = reader.count("num_key_value_heads", config.heads);
    if (!reader.has("head_dim") && config.hidden % config.heads != 0) {
        throw inputError(
            "config.unsupported",
            fmt::format("config.json: hidden_size {} is no multiple of num_attention_heads {} and there is "
                        "no head_dim.",
                        config.hidden, config.heads));
    }
    config.headDim = reader.count("head_dim", config.hidden / config.heads);
    if (config.heads % config.kvHeads != 0) {
        throw inputError("config.unsupported",
                         fmt::format("config.json: num_attention_heads {} is no multiple of num_key_value_heads {}.",
                                     config.heads, config.kvHeads));
    }
    config.intermediate = reader.count("intermediate_size");
    config.vocabulary = reader.count("vocab_size");
    config.maxPositions = reader.count("max_position_embeddings", 2048);
    const int64_t layers = reader.count("num_hidden_layers");
    if (layers > 10000) {
        throw inputError("config.wrong_type",
                         fmt::format("config.json: \"num_hidden_layers\" is {}, expected at most 10000.", layers));
    }
    config.layers.resize(static_cast<size_t>(layers));
    config.norm.epsilon = static_cast<float>(reader.number("rms_norm_eps", 1e-6));
    config.rope = readRope(reader, config.headDim);
    config.activation = readActivation(reader);
    config.tiedEmbeddings = reader.flag("tie_word_embeddings", false);
    config.attentionScale = 1.0F / std::sqrt(static_cast<float>(config.headDim));
    config.scalingGroups = llamaScalingGroups(config.names);
    config.bosIds = reader.ids("bos_token_id");
    config.eosIds = reader.ids("eos_token_id");
    return config;
}

} // namespace salient
