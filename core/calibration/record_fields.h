// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace salient {

/// A field of the records of a data file.
struct RecordField {
    std::string name;
    std::string kind;    ///< "text", "messages", "ids", "number", "list", "object" or "nothing"
    std::string example; ///< the beginning of a value that is not empty
};

/// What the first records of a data file are like.
struct RecordFields {
    std::vector<RecordField> fields; ///< in the order of the file; none for a text file
    std::string shape;               ///< the fields that are read by default, "prompt+response"; empty: none is known
    int64_t records = 0;             ///< looked at
};

/// Looks at the first records of a .jsonl, .ndjson, .json, .csv, .tsv or .parquet file; any other file is one text
/// without fields. Throws Error (input) for a file that cannot be read.
RecordFields recordFields(const std::filesystem::path& file);

} // namespace salient
