// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/formats/export_format.h"

#include <functional>
#include <map>
#include <string>
#include <vector>

namespace salient {

/// A linear's path in parts: "model.layers.3.mlp.experts.5.up_proj" is block "model.layers", layer 3, parent
/// "mlp.experts.5", name "up_proj". Layer −1 when no part is a number.
struct ModulePath {
    std::string block;
    int64_t layer = -1;
    std::string parent; ///< may be empty
    std::string name;
};
ModulePath splitModulePath(const std::string& module);

/// The one linear that loaders make of a fused set, "model.layers.3.self_attn.qkv_proj" for "…self_attn.qkv" (vLLM
/// `packed_modules_mapping`); empty for sets that become no linear (experts).
std::string fusedModule(const std::string& fusedSet);

/// The fused linears of the model (fusedModule()), and of each whether all its parts are chosen.
std::map<std::string, bool> fusedModules(const std::vector<ExportModule>& modules,
                                         const std::function<bool(const ExportModule&)>& chosen);

/// Regular expressions, each from the beginning to the end of a path, that match the linears for which `chosen` is
/// true, the fused form of sets of which all are chosen, and no other linear of the model. As few as the layers and
/// names allow: layers and projections stand in them as alternatives.
std::vector<std::string> moduleExpressions(const std::vector<ExportModule>& modules,
                                           const std::function<bool(const ExportModule&)>& chosen);

} // namespace salient
