// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/formats/export_format.h"

#include <optional>
#include <string>
#include <vector>

namespace salient {

// What several formats have to say of a linear.

Issue blocking(std::string code, std::string sentence);

/// Blocking, format.group_size: the groups do not fill its rows.
std::optional<Issue> wrongGroups(const ExportLinear& linear, const QuantSpec& spec);
/// Warning, format.slow_group_size: a group size without a fast kernel in vLLM.
std::optional<Issue> slowGroups(const ExportLinear& linear, const QuantSpec& spec);
/// Warning, format.slow_outputs: outputs that do not fill the tiles of 64 of classic AutoAWQ kernels and old Marlin
/// versions (vLLM, SGLang).
std::optional<Issue> slowOutputs(const ExportLinear& linear);

/// "a, b, c and 5 more" with at most so many names.
std::string shortList(const std::vector<std::string>& names, size_t most);

} // namespace salient
