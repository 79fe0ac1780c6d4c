// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/model/model_config.h"

#include <filesystem>
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <vector>

namespace salient {

/// One family: which `architectures` entries of config.json it serves and how it reads the rest. A new family is one
/// file with one function and one line in architecture_table.cpp.
struct Architecture {
    std::string name;
    std::vector<std::string> classNames;
    /// `config` is config.json; errors name the key.
    ModelConfig (*read)(const nlohmann::ordered_json& config);
};

const std::vector<Architecture>& architectureTable();

/// The configuration as this family reads it, with the family's name. Throws as readModelConfig().
ModelConfig readAs(const Architecture& family, const nlohmann::ordered_json& config);

/// The configuration of the model whose config.json this is. Throws Error (input): "architecture.unknown" naming the
/// class, "config.missing_key", "config.wrong_type", "config.unsupported" naming key and value.
ModelConfig readModelConfig(const nlohmann::ordered_json& config, const std::filesystem::path& file);

} // namespace salient
