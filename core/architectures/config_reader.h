// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/model/model_config.h"

#include <functional>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

namespace salient {

/// Checked look-ups in config.json; numbers are bounded, so that products of them cannot overflow.
class ConfigReader {
public:
    explicit ConfigReader(const nlohmann::ordered_json& config) : m_config(config) {}

    bool has(std::string_view key) const;      ///< present and not null
    int64_t count(std::string_view key) const; ///< 1 … 2^31
    int64_t count(std::string_view key, int64_t fallback) const;
    double number(std::string_view key, double fallback) const;
    bool flag(std::string_view key, bool fallback) const;
    std::string text(std::string_view key, const std::string& fallback) const;
    /// An id or a list of ids.
    std::vector<int32_t> ids(std::string_view key) const;
    /// Numbers; empty when absent.
    std::vector<double> numbers(std::string_view key) const;
    const nlohmann::ordered_json& json() const { return m_config; }

private:
    const nlohmann::ordered_json* find(std::string_view key) const;
    const nlohmann::ordered_json& m_config;
};

/// Under which keys a family has what nearly all have, and what absent ones mean.
struct CommonKeys {
    std::string hidden = "hidden_size";
    std::string heads = "num_attention_heads";
    std::string kvHeads = "num_key_value_heads"; ///< empty: as many as heads
    std::string layers = "num_hidden_layers";
    std::string intermediate = "intermediate_size"; ///< empty: 4 · hidden
    bool wideByDefault = false;                     ///< 4 · hidden when `intermediate` is absent
    std::string positions = "max_position_embeddings";
    std::string epsilon = "rms_norm_eps";
    double defaultEpsilon = 1e-6; ///< as transformers' configuration class of the family has it
    std::string activation = "hidden_act";
    std::string defaultActivation = "silu";
    bool tied = false;
};

/// Sizes, heads, norm epsilon, activation, tied embeddings and ids; families then change what differs.
ModelConfig readCommonConfig(const ConfigReader& reader, const CommonKeys& keys);

/// What absent rope settings mean.
struct RopeDefaults {
    double theta = 10000.0;
    double partial = 1.0; ///< share of a head's channels that turn
    RotaryLayout layout = RotaryLayout::Halves;
    const char* partialKey = "partial_rotary_factor"; ///< at the top level (transformers 4)
    const char* thetaKey = "rope_theta";
};

/// `rope_parameters` (transformers 5) or `rope_theta` + `rope_scaling` (4). `section` picks one of several in
/// rope_parameters (Gemma 3).
RopeSpec readRope(const ConfigReader& reader, int64_t headDim, const RopeDefaults& defaults,
                  const std::string& section = "");

/// Common configuration and one rope; the keys are Llama's unless the family changes some.
ModelConfig readLlamaLike(const ConfigReader& reader, const RopeDefaults& rope = {}, const CommonKeys& keys = {});

Activation readActivation(const ConfigReader& reader, std::string_view key, const std::string& fallback);

/// Sets the window of the layers: `layer_types` when there, else where `slides` says so.
void applyWindows(const ConfigReader& reader, int64_t window, ModelConfig& config,
                  const std::function<bool(int64_t layer)>& slides);

/// Slopes of ALiBi for `heads` heads (Press et al. 2022, and their rule for numbers that are no power of two), times
/// `factor`.
std::vector<float> alibiSlopes(int64_t heads, float factor);

/// Throws Error (input) "config.unsupported".
[[noreturn]] void refuseConfig(const std::string& what);

} // namespace salient
