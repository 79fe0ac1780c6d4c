// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kernels/error.h"

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <string_view>

namespace salient {

/// "1.5 GB"; decimal units.
std::string bytesText(int64_t bytes);

/// Bytes that may still be written where `path` lies (a folder, or a file in it); −1 when the system does not say.
int64_t freeBytes(const std::filesystem::path& path);

/// One sentence for a failed system call on an output: output.no_space (with wanted and free bytes),
/// output.file_too_large or output.write_failed, all resource errors. `wantedBytes` is the size of the whole file.
Error outputError(int systemError, const std::filesystem::path& file, int64_t wantedBytes);

/// A new file that is written at any offset, by several threads.
class OutputFile {
public:
    /// Creates the file at its full size and reserves the space on the disk. Throws outputError; an existing file is
    /// never replaced.
    OutputFile(const std::filesystem::path& file, int64_t size);
    /// Closes; removes the file unless finish() was reached.
    ~OutputFile();
    OutputFile(OutputFile&& other) noexcept;
    OutputFile& operator=(OutputFile&&) = delete;

    const std::filesystem::path& path() const { return m_path; }
    int64_t size() const { return m_size; }
    /// Thread-safe. The caller keeps within the size. Throws outputError.
    void writeAt(int64_t offset, std::span<const std::byte> bytes) const;
    /// Waits until the disk has everything, and closes. Throws outputError.
    void finish();

private:
    std::filesystem::path m_path;
    int64_t m_size = 0;
    int m_descriptor = -1;
};

/// A new file with this text, on the disk when the call returns. Throws outputError.
void writeNewFile(const std::filesystem::path& file, std::string_view text);

/// Waits until the disk has a file's bytes or a folder's entries. Throws outputError.
void syncToDisk(const std::filesystem::path& path);

} // namespace salient
