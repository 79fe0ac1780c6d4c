// SPDX-License-Identifier: Apache-2.0
#include "core/architectures/config_reader.h"
#include "kernels/error.h"

#include <cmath>
#include <fmt/format.h>

namespace salient {

namespace {

const nlohmann::ordered_json& objectAt(const nlohmann::ordered_json& json, const std::string& key) {
    static const nlohmann::ordered_json none = nlohmann::ordered_json::object();
    const auto found = json.find(key);
    if (found == json.end() || found->is_null()) {
        return none;
    }
    if (!found->is_object()) {
        throw inputError("config.wrong_type", fmt::format("config.json: \"{}\" should be an object, found {}.", key,
                                                          found->dump().substr(0, 60)));
    }
    return *found;
}

double positive(const ConfigReader& reader, const char* key, double fallback) {
    const double value = reader.number(key, fallback);
    if (value <= 0.0) {
        throw inputError("config.wrong_type", fmt::format("config.json: \"{}\" is {}, expected above 0.", key, value));
    }
    return value;
}

void readLlama3(const ConfigReader& scaling, RopeSpec& rope) {
    rope.scaling = RopeScaling::Llama3;
    rope.lowFrequencyFactor = scaling.number("low_freq_factor", 1.0);
    rope.highFrequencyFactor = scaling.number("high_freq_factor", 4.0);
    if (rope.highFrequencyFactor <= rope.lowFrequencyFactor) {
        refuseConfig("llama3 rope scaling needs high_freq_factor above low_freq_factor.");
    }
}

// transformers `_compute_yarn_parameters`.
void readYarn(const ConfigReader& scaling, RopeSpec& rope) {
    rope.scaling = RopeScaling::Yarn;
    rope.betaFast = positive(scaling, "beta_fast", 32.0);
    rope.betaSlow = positive(scaling, "beta_slow", 1.0);
    rope.truncate = scaling.flag("truncate", true);
    const auto magnitude = [&](double weight) {
        return rope.factor <= 1.0 ? 1.0 : 0.1 * weight * std::log(rope.factor) + 1.0;
    };
    const double all = scaling.number("mscale_all_dim", 0.0);
    const double one = scaling.number("mscale", 0.0);
    rope.amplitude = one != 0.0 && all != 0.0 ? magnitude(one) / magnitude(all) : magnitude(1.0);
    rope.amplitude = scaling.number("attention_factor", rope.amplitude);
}

// transformers `_compute_longrope_parameters`.
void readLongRope(const ConfigReader& reader, const ConfigReader& scaling, RopeSpec& rope) {
    rope.scaling = RopeScaling::LongRope;
    rope.shortFactors = scaling.numbers("short_factor");
    rope.longFactors = scaling.numbers("long_factor");
    const auto pairs = static_cast<size_t>(rope.rotaryDim / 2);
    if (rope.shortFactors.size() != pairs || rope.longFactors.size() != pairs) {
        refuseConfig(fmt::format("longrope needs {} values in short_factor and long_factor, found {} and {}.", pairs,
                                 rope.shortFactors.size(), rope.longFactors.size()));
    }
    const double stretch = scaling.number("factor", static_cast<double>(reader.count("max_position_embeddings", 2048)) /
                                                        rope.originalPositions);
    rope.amplitude = stretch <= 1.0 ? 1.0 : std::sqrt(1.0 + std::log(stretch) / std::log(rope.originalPositions));
    rope.amplitude = scaling.number("attention_factor", rope.amplitude);
}

void readScaling(const ConfigReader& reader, const ConfigReader& scaling, RopeSpec& rope) {
    const std::string type = scaling.text("rope_type", scaling.text("type", "default"));
    rope.factor = positive(scaling, "factor", 1.0);
    const auto positions = static_cast<double>(reader.count("max_position_embeddings", 2048));
    rope.originalPositions = positive(scaling, "original_max_position_embeddings",
                                      reader.number("original_max_position_embeddings", positions));
    if (type == "linear") {
        rope.scaling = RopeScaling::Linear;
    } else if (type == "llama3") {
        readLlama3(scaling, rope);
    } else if (type == "yarn") {
        readYarn(scaling, rope);
    } else if (type == "longrope" || type == "su") {
        readLongRope(reader, scaling, rope);
    } else if (type == "dynamic") {
        rope.scaling = RopeScaling::DynamicNtk;
        rope.originalPositions = positions;
    } else if (type != "default") {
        refuseConfig(fmt::format("rope scaling of type \"{}\" is not supported; default, linear, dynamic, llama3, yarn "
                                 "and longrope are.",
                                 type));
    }
}

} // namespace

RopeSpec readRope(const ConfigReader& reader, int64_t headDim, const RopeDefaults& defaults,
                  const std::string& section) {
    const bool version5 = reader.has("rope_parameters");
    const nlohmann::ordered_json& whole = objectAt(reader.json(), version5 ? "rope_parameters" : "rope_scaling");
    const ConfigReader scaling(version5 && !section.empty() ? objectAt(whole, section) : whole);
    RopeSpec rope;
    rope.layout = defaults.layout;
    rope.theta = positive(reader, defaults.thetaKey, defaults.theta);
    rope.theta = version5 ? positive(scaling, "rope_theta", rope.theta) : rope.theta;
    const double partial =
        scaling.number("partial_rotary_factor", reader.number(defaults.partialKey, defaults.partial));
    rope.rotaryDim = static_cast<int64_t>(static_cast<double>(headDim) * partial);
    if (partial <= 0.0 || partial > 1.0 || rope.rotaryDim < 2 || rope.rotaryDim % 2 != 0) {
        refuseConfig(fmt::format("{} of {} channels of a head would be rotated; expected an even number from 2 to {}.",
                                 rope.rotaryDim, headDim, headDim));
    }
    readScaling(reader, scaling, rope);
    return rope;
}

} // namespace salient
