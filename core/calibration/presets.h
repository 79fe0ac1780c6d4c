// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>
#include <vector>

namespace salient {

/// The texts of an embedded preset (see calibrationPresets()); empty for another name. They live as long as the
/// program.
std::vector<std::string_view> presetTexts(std::string_view name);

} // namespace salient
