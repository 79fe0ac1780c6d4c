// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/checkpoint/mapped_file.h"
#include "core/parquet/schema.h"
#include "kernels/error.h"

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace salient::parquet {

/// A Parquet file whose footer has been read and checked. Row groups are read by RowReader, one at a time.
/// Source: apache/parquet-format, README.md and src/main/thrift/parquet.thrift.
class ParquetFile {
public:
    /// Throws Error (input) in one sentence: file.*, parquet.not_parquet, parquet.damaged, parquet.unsupported.
    explicit ParquetFile(const std::filesystem::path& file);

    const std::filesystem::path& path() const { return m_mapped.path(); }
    int64_t rows() const { return m_metadata.rows; }
    const std::vector<RowGroup>& rowGroups() const { return m_metadata.rowGroups; }
    /// The top-level columns; their names are what rows have as keys.
    const std::vector<SchemaNode>& columns() const { return m_root.children; }
    /// The top-level column of that name, or null.
    const SchemaNode* column(const std::string& name) const;
    const MappedFile& mapped() const { return m_mapped; }

    /// The Error of a fault in this file; `column` may be empty, `group` is counted from 0, -1: none.
    Error errorOf(const Fault& fault, const std::string& column = "", int64_t group = -1) const;

private:
    void readFooter();
    void checkRowGroups() const;

    MappedFile m_mapped;
    FileMetadata m_metadata;
    SchemaNode m_root;
};

} // namespace salient::parquet
