// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/parquet/parquet_file.h"

#include <nlohmann/json_fwd.hpp>

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace salient::parquet {

/// Reads the rows of one row group, from some of its columns, as JSON objects: lists and structs as lists and objects,
/// maps as lists of their entries, nulls as null. Memory: a page and a dictionary per column.
class RowReader {
public:
    /// `columns`: names of top-level columns that exist. `file` has to outlive the reader. Throws Error (input) naming
    /// file, column and row group, as all functions do.
    RowReader(const ParquetFile& file, int64_t group, const std::vector<std::string>& columns);
    ~RowReader();

    /// False after the last row.
    bool next(nlohmann::ordered_json& row);
    /// Passes over rows without making JSON of them.
    void skip(int64_t rows);

private:
    struct Columns;
    std::unique_ptr<Columns> m_columns;
};

} // namespace salient::parquet
