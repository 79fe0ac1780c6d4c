// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nlohmann/json_fwd.hpp>

#include <string>

namespace salient {

/// Results of `salient bench model`, `load` and `kernels` as tables.
std::string benchModelText(const nlohmann::ordered_json& result);
std::string benchLoadText(const nlohmann::ordered_json& result);
std::string benchKernelsText(const nlohmann::ordered_json& result);

} // namespace salient
