// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nlohmann/json.hpp>

#include <string>

namespace salient {

/// The result of `salient study` as a table, and the files it wrote.
std::string studyText(const nlohmann::ordered_json& result);

} // namespace salient
