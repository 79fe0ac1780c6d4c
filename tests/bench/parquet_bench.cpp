// SPDX-License-Identifier: Apache-2.0
// Bytes of text per second from one column of a Parquet file:  salient_bench_parquet FILE COLUMN
#include "core/parquet/row_reader.h"
#include "tests/bench/stopwatch.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <cstdint>
#include <string>

using namespace salient;

static int64_t readColumn(const std::string& path, const std::string& column) {
    const parquet::ParquetFile file(path);
    int64_t bytes = 0;
    for (size_t group = 0; group < file.rowGroups().size(); ++group) {
        parquet::RowReader rows(file, static_cast<int64_t>(group), {column});
        for (nlohmann::ordered_json row; rows.next(row);) {
            const auto& value = row[column];
            bytes += value.is_string() ? static_cast<int64_t>(value.get_ref<const std::string&>().size()) : 0;
        }
    }
    return bytes;
}

int main(int count, char** arguments) {
    if (count != 3) {
        fmt::print(stderr, "usage: salient_bench_parquet FILE COLUMN\n");
        return 1;
    }
    const std::string path = arguments[1];
    const std::string column = arguments[2];
    int64_t bytes = 0;
    const double seconds = medianSeconds({[&] { bytes = readColumn(path, column); }}, 3).front();
    const double megabytes = static_cast<double>(bytes) / 1e6;
    fmt::print("{:.0f} MB of text in {:.2f} s: {:.0f} MB/s\n", megabytes, seconds, megabytes / seconds);
}
