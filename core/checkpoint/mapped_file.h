// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <span>

namespace salient {

/// A whole regular file in the address space, read-only.
class MappedFile {
public:
    /// Throws Error: file.missing and file.unreadable (input), file.cannot_map (resource).
    explicit MappedFile(const std::filesystem::path& file);
    ~MappedFile();
    MappedFile(MappedFile&& other) noexcept;
    MappedFile& operator=(MappedFile&& other) noexcept;

    const std::filesystem::path& path() const { return m_path; }
    int64_t size() const { return static_cast<int64_t>(m_bytes.size()); }
    std::span<const std::byte> bytes() const { return m_bytes; }

    /// Hints about bytes [begin, end) of the file. Reading ahead covers every page touched; dropping keeps the pages
    /// that hold neighbouring bytes.
    void prefetch(int64_t begin, int64_t end) const;
    void release(int64_t begin, int64_t end) const;

private:
    std::filesystem::path m_path;
    std::span<const std::byte> m_bytes;
};

} // namespace salient
