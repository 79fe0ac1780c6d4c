// SPDX-License-Identifier: Apache-2.0
#include "core/checkpoint/mapped_file.h"

#include "kernels/error.h"

#include <fmt/format.h>

#include <algorithm>
#include <cassert>
#include <cerrno>
#include <cstring>
#include <utility>

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

namespace salient {

namespace {

/// Closes a file descriptor at the end of a scope.
struct Descriptor {
    int value = -1;
    ~Descriptor() {
        if (value >= 0) {
            ::close(value);
        }
    }
};

int64_t pageBytes() {
    static const int64_t bytes = ::sysconf(_SC_PAGESIZE);
    return bytes;
}

} // namespace

MappedFile::MappedFile(const std::filesystem::path& file) : m_path(file) {
    // O_NONBLOCK: a named pipe must not keep us waiting before it is recognised as no regular file.
    const Descriptor descriptor{::open(file.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK)};
    if (descriptor.value < 0) {
        throw inputError(errno == ENOENT ? "file.missing" : "file.unreadable",
                         fmt::format("{} cannot be opened: {}.", file.string(), std::strerror(errno)));
    }
    struct stat status {};
    if (::fstat(descriptor.value, &status) != 0 || !S_ISREG(status.st_mode)) {
        throw inputError("file.unreadable", fmt::format("{} is not a regular file.", file.string()));
    }
    const auto size = static_cast<size_t>(status.st_size);
    if (size == 0) {
        return;
    }
    void* const address = ::mmap(nullptr, size, PROT_READ, MAP_PRIVATE, descriptor.value, 0);
    if (address == MAP_FAILED) {
        throw resourceError("file.cannot_map", fmt::format("{} ({} bytes) cannot be mapped into memory: {}.",
                                                           file.string(), size, std::strerror(errno)));
    }
    m_bytes = {static_cast<const std::byte*>(address), size};
}

MappedFile::~MappedFile() {
    if (!m_bytes.empty()) {
        ::munmap(const_cast<std::byte*>(m_bytes.data()), m_bytes.size());
    }
}

MappedFile::MappedFile(MappedFile&& other) noexcept
    : m_path(std::move(other.m_path)), m_bytes(std::exchange(other.m_bytes, {})) {}

MappedFile& MappedFile::operator=(MappedFile&& other) noexcept {
    std::swap(m_path, other.m_path);
    std::swap(m_bytes, other.m_bytes);
    return *this;
}

void MappedFile::prefetch(int64_t begin, int64_t end) const {
    assert(0 <= begin && begin <= end && end <= size());
    const int64_t first = begin / pageBytes() * pageBytes();
    if (first < end) {
        ::madvise(const_cast<std::byte*>(m_bytes.data()) + first, static_cast<size_t>(end - first), MADV_WILLNEED);
    }
}

void MappedFile::release(int64_t begin, int64_t end) const {
    assert(0 <= begin && begin <= end && end <= size());
    const int64_t first = (begin + pageBytes() - 1) / pageBytes() * pageBytes();
    // The rest of the file's last page belongs to nobody else.
    const int64_t last = end == size() ? end : end / pageBytes() * pageBytes();
    if (first < last) {
        ::madvise(const_cast<std::byte*>(m_bytes.data()) + first, static_cast<size_t>(last - first), MADV_DONTNEED);
    }
}

} // namespace salient
