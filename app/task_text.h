// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nlohmann/json_fwd.hpp>

#include <string>

namespace salient {

/// The result of `salient tasks` as a table with a line for each model.
std::string tasksText(const nlohmann::ordered_json& result);

} // namespace salient
