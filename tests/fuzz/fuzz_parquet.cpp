// SPDX-License-Identifier: Apache-2.0
// Any bytes as a Parquet file: every row is read, or an Error says in one sentence why not.
#include "core/parquet/row_reader.h"
#include "kernels/error.h"
#include "tests/fuzz/memory_file.h"

#include <nlohmann/json.hpp>

#include <cstdint>

using namespace salient;

namespace {

void readAll(const parquet::ParquetFile& file) {
    constexpr int kMostRows = 2000; // a few bytes may stand for billions of nulls
    for (size_t group = 0; group < file.rowGroups().size(); ++group) {
        for (const parquet::SchemaNode& column : file.columns()) {
            try {
                parquet::RowReader rows(file, static_cast<int64_t>(group), {column.name});
                rows.skip(3);
                nlohmann::ordered_json row;
                for (int i = 0; i < kMostRows && rows.next(row); ++i) {
                    static_cast<void>(row.dump());
                }
            } catch (const Error& error) {
                static_cast<void>(error); // the other columns may be sound
            }
        }
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* bytes, size_t size) {
    const MemoryFile file(bytes, size);
    try {
        readAll(parquet::ParquetFile(file.path()));
    } catch (const Error& error) {
        static_cast<void>(error);
    }
    return 0;
}
