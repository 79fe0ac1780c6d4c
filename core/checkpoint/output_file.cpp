// SPDX-License-Identifier: Apache-2.0
#include "core/checkpoint/output_file.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cassert>
#include <cerrno>
#include <cstring>
#include <utility>

#include <fcntl.h>
#include <sys/statvfs.h>
#include <unistd.h>

namespace salient {

namespace {

/// Space for `size` bytes; posix_fallocate answers with the error number. File systems without reservation get the
/// size only, and show a full disk later, at a write.
int reserve(int descriptor, int64_t size) {
    int failure = 0;
    do {
        failure = ::posix_fallocate(descriptor, 0, size);
    } while (failure == EINTR);
    if (failure == EOPNOTSUPP || failure == EINVAL) {
        return ::ftruncate(descriptor, size) == 0 ? 0 : errno;
    }
    return failure;
}

} // namespace

std::string bytesText(int64_t bytes) {
    constexpr std::array<const char*, 6> kUnits{"kB", "MB", "GB", "TB", "PB", "EB"};
    if (bytes < 1000) {
        return fmt::format("{} bytes", bytes);
    }
    auto value = static_cast<double>(bytes) / 1000;
    size_t unit = 0;
    for (; value >= 999.95 && unit + 1 < kUnits.size(); ++unit) {
        value /= 1000;
    }
    return fmt::format("{:.1f} {}", value, kUnits[unit]);
}

int64_t freeBytes(const std::filesystem::path& path) {
    struct statvfs status {};
    if (::statvfs(path.c_str(), &status) != 0) {
        return -1;
    }
    return static_cast<int64_t>(status.f_bavail) * static_cast<int64_t>(status.f_frsize);
}

Error outputError(int systemError, const std::filesystem::path& file, int64_t wantedBytes) {
    const std::string name = file.string();
    switch (systemError) {
    case ENOSPC:
    case EDQUOT:
        return resourceError("output.no_space",
                             fmt::format("{} cannot be written: {} are wanted and {} are free; make room or choose "
                                         "another folder.",
                                         name, bytesText(wantedBytes),
                                         bytesText(std::max<int64_t>(0, freeBytes(file.parent_path())))));
    case EFBIG:
        return resourceError("output.file_too_large",
                             fmt::format("{} cannot be written: the file system or a limit of this user allows no file "
                                         "of {}; choose smaller shards.",
                                         name, bytesText(wantedBytes)));
    default:
        return resourceError("output.write_failed",
                             fmt::format("{} cannot be written: {}.", name, std::strerror(systemError)));
    }
}

OutputFile::OutputFile(const std::filesystem::path& file, int64_t size) : m_path(file), m_size(size) {
    const int64_t available = freeBytes(file.parent_path());
    if (available >= 0 && available < size) {
        throw outputError(ENOSPC, file, size);
    }
    m_descriptor = ::open(file.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
    if (m_descriptor < 0) {
        throw outputError(errno, file, size);
    }
    const int failure = size == 0 ? 0 : reserve(m_descriptor, size);
    if (failure != 0) {
        ::close(std::exchange(m_descriptor, -1));
        ::unlink(file.c_str());
        throw outputError(failure, file, size);
    }
}

OutputFile::~OutputFile() {
    if (m_descriptor >= 0) {
        ::close(m_descriptor);
        ::unlink(m_path.c_str());
    }
}

OutputFile::OutputFile(OutputFile&& other) noexcept
    : m_path(std::move(other.m_path)), m_size(other.m_size), m_descriptor(std::exchange(other.m_descriptor, -1)) {}

void OutputFile::writeAt(int64_t offset, std::span<const std::byte> bytes) const {
    assert(offset >= 0 && offset + static_cast<int64_t>(bytes.size()) <= m_size);
    while (!bytes.empty()) {
        const ssize_t written = ::pwrite(m_descriptor, bytes.data(), bytes.size(), offset);
        if (written < 0 && errno == EINTR) {
            continue;
        }
        if (written <= 0) {
            throw outputError(written == 0 ? EIO : errno, m_path, m_size);
        }
        bytes = bytes.subspan(static_cast<size_t>(written));
        offset += written;
    }
}

void OutputFile::finish() {
    if (::fsync(m_descriptor) != 0) {
        throw outputError(errno, m_path, m_size);
    }
    // After fsync a failing close loses nothing.
    ::close(std::exchange(m_descriptor, -1));
}

void writeNewFile(const std::filesystem::path& file, std::string_view text) {
    OutputFile output(file, static_cast<int64_t>(text.size()));
    output.writeAt(0, std::as_bytes(std::span(text)));
    output.finish();
}

void syncToDisk(const std::filesystem::path& path) {
    const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    const int failure = descriptor < 0 || ::fsync(descriptor) != 0 ? errno : 0;
    if (descriptor >= 0) {
        ::close(descriptor);
    }
    // EINVAL: a file system that cannot sync such an entry.
    if (failure != 0 && failure != EINVAL) {
        throw outputError(failure, path, 0);
    }
}

} // namespace salient
