// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/parquet/fault.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace salient::parquet {

// Numbers as in apache/parquet-format, src/main/thrift/parquet.thrift.

enum class PhysicalType { Boolean, Int32, Int64, Int96, Float, Double, ByteArray, FixedLengthByteArray };
enum class Repetition { Required, Optional, Repeated };

/// What a column's values mean, as far as that changes how they are read.
enum class Meaning { Plain, Text, List, Map, Unsigned32, Unsigned64, Other };

struct SchemaElement {
    std::optional<PhysicalType> type; ///< none: a group
    Repetition repetition = Repetition::Required;
    std::string name;
    int64_t children = 0;
    Meaning meaning = Meaning::Plain;
    std::string meaningName; ///< of Meaning::Other: "DECIMAL"
};

/// One column of one row group.
struct ColumnChunk {
    PhysicalType type = PhysicalType::ByteArray;
    int64_t codec = 0;
    int64_t values = 0; ///< with nulls and empty lists
    int64_t begin = 0;  ///< of its first page in the file
    int64_t bytes = 0;
    int64_t uncompressedBytes = 0;
    std::string path; ///< "messages.list.element.role"
    bool elsewhere = false;
    bool encrypted = false;
};

struct RowGroup {
    int64_t rows = 0;
    std::vector<ColumnChunk> columns;
};

struct FileMetadata {
    std::vector<SchemaElement> schema; ///< depth first; the first is the root
    int64_t rows = 0;
    std::vector<RowGroup> rowGroups;
};

/// Reads the footer (without its length and magic number). Throws Fault: damaged, encrypted.
FileMetadata readMetadata(Bytes footer);

std::string typeName(PhysicalType type);

} // namespace salient::parquet
