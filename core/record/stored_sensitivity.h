// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/record/sensitivity_record.h"

#include <cstdint>
#include <filesystem>
#include <string>

namespace salient {

/// Where a run folder keeps its measurement.
std::filesystem::path sensitivityFile(const std::filesystem::path& runFolder);

/// Throws Error (input) sensitivity.missing, saying how to measure; sensitivity.broken.
SensitivityRecord readSensitivity(const std::filesystem::path& runFolder);

/// "900MB", "1.2 GB", "850000000": decimal units; "MiB" and "GiB" binary ones. Throws Error (usage) naming the text.
int64_t parseBytes(const std::string& text);

} // namespace salient
