// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/model/model_config.h"

#include <nlohmann/json_fwd.hpp>

// One function per family, each in the file of its name; architecture_table.cpp lists them.
namespace salient {

ModelConfig readLlama(const nlohmann::ordered_json& config);
ModelConfig readMistral(const nlohmann::ordered_json& config);
ModelConfig readQwen2(const nlohmann::ordered_json& config);
ModelConfig readQwen3(const nlohmann::ordered_json& config);

} // namespace salient
