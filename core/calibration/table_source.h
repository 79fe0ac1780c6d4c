// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/calibration/source_collector.h"

#include <filesystem>
#include <string_view>

namespace salient {

/// Uncompressed bytes of the columns that would be read. Throws Error (input).
int64_t parquetTextBytes(const std::filesystem::path& file, const std::string& key);

/// The rows of a Parquet file, or when they exceed the budget a sample from all over it. Throws Error (input).
TextSource readParquetSource(const std::filesystem::path& file, const SourceReading& reading, SeededRandom& random);

/// The rows of a CSV file, or when they exceed the budget a sample. Throws Error (input).
TextSource readCsvSource(std::string_view text, const std::string& name, const SourceReading& reading,
                         SeededRandom& random);

} // namespace salient
