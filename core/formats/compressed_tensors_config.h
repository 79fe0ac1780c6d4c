// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/formats/compressed_tensors.h"
#include "core/formats/module_pattern.h"

#include <nlohmann/json_fwd.hpp>

#include <optional>
#include <string>
#include <vector>

namespace salient {

/// One of `config_groups`.
struct CtGroup {
    std::string name;
    std::vector<ModulePattern> targets;
    CtScheme scheme;
};

/// `quantization_config` of compressed-tensors, as far as weights in integers go.
struct CtConfig {
    std::vector<CtGroup> groups; ///< in the order of the file
    std::vector<ModulePattern> ignore;
    bool dequantizes = false; ///< tells transformers to turn weights into floats while loading
    std::string place;        ///< begins messages
};

/// Throws Error (input): quantization.unsupported_version for formats that are neither pack-quantized nor integers in
/// bytes, quantization.unsupported_bits, quantization.unsupported_activations for inputs that are not rounded per
/// token, quantization.bad_config.
CtConfig ctConfigFromJson(const nlohmann::ordered_json& section, const std::string& place);

/// How compressed-tensors itself finds the group of a linear (quantization/lifecycle/apply.py): not in `ignore`, then
/// the first of the targets that match its path, exact ones before expressions and each kind in the order of the
/// alphabet, then targets by class. Null: none.
const CtGroup* findCtGroup(const CtConfig& config, const std::string& module);

/// Whether a target or an entry of `ignore` decides by path, not by class.
bool isNamedIn(const std::vector<ModulePattern>& patterns, const std::string& module);

} // namespace salient
