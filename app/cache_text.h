// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nlohmann/json_fwd.hpp>

#include <string>

namespace salient {

/// The result of `salient cache` as a table.
std::string cacheText(const nlohmann::ordered_json& result);

} // namespace salient
