// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <thread>
#include <vector>

namespace salient {

/// Bytes [begin, end) of a file.
struct FileRange {
    std::filesystem::path file;
    int64_t begin = 0;
    int64_t end = 0;
};

/// Has the system read files into memory in the order they will be needed, at the disk's speed, while others work on
/// what is there already: a mapping alone reads on demand, in pieces too small for most disks. A hint, never an error.
class ReadAhead {
public:
    /// Begins at once, in a thread of its own. Ranges that touch are read as one.
    explicit ReadAhead(const std::vector<FileRange>& ranges);
    /// Stops where it is.
    ~ReadAhead() = default;
    ReadAhead(const ReadAhead&) = delete;
    ReadAhead& operator=(const ReadAhead&) = delete;

private:
    std::jthread m_thread;
};

} // namespace salient
