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

/// Writes a measurement into its run folder. A sweep that it does not have is taken from the measurement that is there
/// when that one is of the same files, text and windows; `record` then has both. Throws Error (resource).
void storeSensitivity(const std::filesystem::path& runFolder, SensitivityRecord& record);

/// "900MB", "1.2 GB", "850000000": decimal units; "MiB" and "GiB" binary ones. Throws Error (usage) naming the text.
int64_t parseBytes(const std::string& text);

} // namespace salient
