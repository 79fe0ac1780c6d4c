// SPDX-License-Identifier: Apache-2.0
// Any bytes as a Parquet file: every row is read, or an Error says in one sentence why not.
#include "core/parquet/row_reader.h"
#include "kernels/error.h"

#include <nlohmann/json.hpp>

#include <cstdint>
#include <cstdlib>
#include <string>
#include <sys/mman.h>
#include <unistd.h>

using namespace salient;

namespace {

/// A file in memory that has a name.
class MemoryFile {
public:
    MemoryFile(const uint8_t* bytes, size_t size) : m_descriptor(::memfd_create("fuzz", 0)) {
        if (m_descriptor < 0 || ::write(m_descriptor, bytes, size) != static_cast<ssize_t>(size)) {
            std::abort();
        }
    }
    ~MemoryFile() { ::close(m_descriptor); }
    MemoryFile(const MemoryFile&) = delete;
    MemoryFile& operator=(const MemoryFile&) = delete;

    std::string path() const { return "/proc/self/fd/" + std::to_string(m_descriptor); }

private:
    int m_descriptor;
};

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
