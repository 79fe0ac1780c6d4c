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

std::vector<double> ConfigReader::numbers(std::string_view key) const {
    std::vector<double> result;
    const auto* value = find(key);
    if (value == nullptr) {
        return result;
    }
    if (!value->is_array()) {
        throw wrongType(key, "a list of numbers", *value);
    }
    for (const auto& number : *value) {
        if (!number.is_number() || !std::isfinite(number.get<double>())) {
            throw wrongType(key, "a list of numbers", *value);
        }
        result.push_back(number.get<double>());
    }
    return result;
}

Activation readActivation(const ConfigReader& reader, std::string_view key, const std::string& fallback) {
    const std::string name = reader.text(key, fallback);
    if (name == "silu" || name == "swish") {
        return Activation::Silu;
    }
    if (name == "gelu") {
        return Activation::Gelu;
    }
    if (name == "gelu_new" || name == "gelu_pytorch_tanh" || name == "gelu_fast") {
        return Activation::GeluTanh;
    }
    if (name == "relu") {
        return Activation::Relu;
    }
    throw inputError("config.unsupported",
                     fmt::format("config.json: the activation \"{}\": \"{}\" is not known; silu, gelu, gelu_new, "
                                 "gelu_pytorch_tanh and relu are.",
                                 key, name));
}

void refuseConfig(const std::string& what) {
    throw inputError("config.unsupported", "config.json: " + what);
}

// The first heads take the slopes of the next smaller power of two, the others every second slope of the next larger.
std::vector<float> alibiSlopes(int64_t heads, float factor) {
    int64_t power = 1;
    while (power * 2 <= heads) {
        power *= 2;
    }
    std::vector<float> slopes;
    for (int64_t head = 0; head < heads; ++head) {
        const double exponent = head < power
                                    ? static_cast<double>(head + 1) * 8.0 / static_cast<double>(power)
                                    : static_cast<double>(2 * (head - power) + 1) * 4.0 / static_cast<double>(power);
        slopes.push_back(factor * static_cast<float>(std::exp2(-exponent)));
    }
    return slopes;
}

void applyWindows(const ConfigReader& reader, int64_t window, ModelConfig& config,
                  const std::function<bool(int64_t)>& slides) {
    const auto& json = reader.json();
    const bool typed = reader.has("layer_types") && json.at("layer_types").is_array() &&
                       json.at("layer_types").size() == config.layers.size();
    for (size_t layer = 0; layer < config.layers.size(); ++layer) {
        const bool here =
            typed ? json.at("layer_types")[layer] == "sliding_attention" : slides(static_cast<int64_t>(layer));
        config.layers[layer].window = here ? window : 0;
    }
}

namespace {

void readHeads(const ConfigReader& reader, const CommonKeys& keys, ModelConfig& config) {
    AttentionSpec& a = config.attention;
    a.heads = reader.count(keys.heads);
    a.kvHeads = keys.kvHeads.empty() ? a.heads : reader.count(keys.kvHeads, a.heads);
    const bool given = reader.has("head_dim");
    if (!given && config.hidden % a.heads != 0) {
        refuseConfig(fmt::format("{} {} is no multiple of {} {} and there is no head_dim.", keys.hidden, config.hidden,
                                 keys.heads, a.heads));
    }
    a.headDim = given ? reader.count("head_dim") : config.hidden / a.heads;
    if (a.heads % a.kvHeads != 0) {
        refuseConfig(fmt::format("{} {} is no multiple of {} {}.", keys.heads, a.heads, keys.kvHeads, a.kvHeads));
    }
    a.scale = 1.0F / std::sqrt(static_cast<float>(a.headDim));
}

} // namespace

ModelConfig readCommonConfig(const ConfigReader& reader, const CommonKeys& keys) {
    ModelConfig config;
    config.hidden = reader.count(keys.hidden);
    readHeads(reader, keys, config);
    config.mlp.intermediate = keys.intermediate.empty()
                                  ? 4 * config.hidden
                                  : (keys.wideByDefault ? reader.count(keys.intermediate, 4 * config.hidden)
                                                        : reader.count(keys.intermediate));
    config.vocabulary = reader.count("vocab_size");
    config.embedding.width = config.hidden;
    config.maxPositions = reader.count(keys.positions, 2048);
    const int64_t layers = reader.count(keys.layers);
    if (layers > 10000) {
        throw inputError("config.wrong_type",
                         fmt::format("config.json: \"{}\" is {}, expected at most 10000.", keys.layers, layers));
    }
    config.layers.resize(static_cast<size_t>(layers));
    config.norm.epsilon = static_cast<float>(reader.number(keys.epsilon, keys.defaultEpsilon));
    config.mlp.activation = readActivation(reader, keys.activation, keys.defaultActivation);
    config.head.tied = reader.flag("tie_word_embeddings", keys.tied);
    config.bosIds = reader.ids("bos_token_id");
    config.eosIds = reader.ids("eos_token_id");
    return config;
}

ModelConfig readLlamaLike(const ConfigReader& reader, const RopeDefaults& rope, const CommonKeys& keys) {
    ModelConfig config = readCommonConfig(reader, keys);
    config.ropes = {readRope(reader, config.attention.headDim, rope)};
    return config;
}

} // namespace salient
