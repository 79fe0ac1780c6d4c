// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/model/model_config.h"

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
    const nlohmann::ordered_json& json() const { return m_config; }

private:
    const nlohmann::ordered_json* find(std::string_view key) const;
    const nlohmann::ordered_json& m_config;
};

/// What nearly all decoder-only families share, in the keys of transformers 4 and 5: sizes, heads, norm epsilon, rope,
/// activation, tied embeddings, ids, and the scaling groups of Llama. Families then change what differs.
ModelConfig readCommonConfig(const ConfigReader& reader);

/// `rope_parameters` (transformers 5) or `rope_theta` + `rope_scaling` (4).
RopeSpec readRope(const ConfigReader& reader, int64_t headDim);

/// Sets the window of the layers: `layer_types` when there, else every layer from `firstWindowLayer` on.
void applyWindows(const ConfigReader& reader, int64_t window, int64_t firstWindowLayer, ModelConfig& config);

/// Llama's four groups; v → o ties the query heads that share a key-value head.
std::vector<ScalingGroup> llamaScalingGroups(const BlockNames& names);

} // namespace salient
