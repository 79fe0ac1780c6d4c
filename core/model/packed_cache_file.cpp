// SPDX-License-Identifier: Apache-2.0
#include "core/model/packed_cache_file.h"

#include "core/checkpoint/json_file.h"
#include "core/checkpoint/xxh64.h"
#include "core/model/packed_cache_header.h"
#include "kernels/error.h"

#include <fmt/format.h>

#include <cerrno>
#include <cstring>
#include <vector>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace salient {

namespace {

Error damaged(const std::filesystem::path& file, const std::string& what) {
    return inputError("cache.damaged", fmt::format("The packed weights in {} are damaged: {}.", file.string(), what));
}

} // namespace

PackedCacheFile::PackedCacheFile(const std::filesystem::path& file)
    : m_path(file), m_descriptor(::open(file.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK)) {
    if (m_descriptor < 0 && (errno == ENOENT || errno == ENOTDIR)) {
        throw inputError("cache.missing", fmt::format("There is no {}.", file.string()));
    }
    try {
        struct stat status {};
        if (m_descriptor < 0 || ::fstat(m_descriptor, &status) != 0) {
            throw damaged(m_path, std::strerror(errno));
        }
        if (!S_ISREG(status.st_mode)) {
            throw damaged(m_path, "it is not a regular file");
        }
        m_size = status.st_size;
        readHeader();
    } catch (...) {
        ::close(m_descriptor);
        throw;
    }
}

PackedCacheFile::~PackedCacheFile() {
    ::close(m_descriptor);
}

void PackedCacheFile::readHeader() {
    PackedCachePrefix prefix;
    if (m_size < static_cast<int64_t>(sizeof(prefix))) {
        throw damaged(m_path, fmt::format("it has {} bytes", m_size));
    }
    readAt(0, std::as_writable_bytes(std::span(&prefix, 1)));
    if (prefix.magic != kPackedCacheMagic) {
        throw damaged(m_path, "it does not begin with \"SALPACK1\"");
    }
    constexpr uint64_t kLongestHeader = 100'000'000;
    if (prefix.headerBytes > kLongestHeader || prefix.headerBytes > static_cast<uint64_t>(m_size) - sizeof(prefix)) {
        throw damaged(m_path, fmt::format("a header of {} bytes in a file of {}", prefix.headerBytes, m_size));
    }
    std::string text(prefix.headerBytes, '\0');
    readAt(sizeof(prefix), std::as_writable_bytes(std::span(text)));
    if (xxh64(std::as_bytes(std::span(text))) != prefix.headerSum) {
        throw damaged(m_path, "the checksum of its header is another one");
    }
    m_begin = alignedPackedOffset(static_cast<int64_t>(sizeof(prefix) + prefix.headerBytes));
    const int64_t expected = readPackedCacheHeader(text, m_path, m_begin, m_key, m_entries);
    if (expected != m_size) {
        throw damaged(m_path, fmt::format("{} bytes were expected, {} found", expected, m_size));
    }
}

void PackedCacheFile::readAt(int64_t offset, std::span<std::byte> to) const {
    while (!to.empty()) {
        const ssize_t got = ::pread(m_descriptor, to.data(), to.size(), offset);
        if (got < 0 && errno == EINTR) {
            continue;
        }
        if (got <= 0) {
            throw damaged(m_path, got == 0 ? "it became shorter" : std::strerror(errno));
        }
        to = to.subspan(static_cast<size_t>(got));
        offset += got;
    }
}

void PackedCacheFile::read(const SummedBytes& from, std::span<std::byte> to) const {
    if (static_cast<int64_t>(to.size()) != from.bytes) {
        throw damaged(m_path, fmt::format("a weight of {} bytes where {} were expected", from.bytes, to.size()));
    }
    readAt(from.offset, to);
    if (xxh64(to) != from.sum) {
        throw damaged(m_path,
                      fmt::format("the checksum of the {} bytes at {} is another one", from.bytes, from.offset));
    }
}

PackedForm PackedCacheFile::form(const PackedCacheEntry& entry) const {
    PackedForm form = entry.form;
    if (entry.order.bytes == 0) {
        return form;
    }
    form.inputOrder.resize(static_cast<size_t>(form.in));
    read(entry.order, std::as_writable_bytes(std::span(form.inputOrder)));
    std::vector<bool> seen(form.inputOrder.size());
    for (const int32_t input : form.inputOrder) {
        if (input < 0 || input >= form.in || seen[static_cast<size_t>(input)]) {
            throw damaged(m_path, "an order of inputs that is no permutation");
        }
        seen[static_cast<size_t>(input)] = true;
    }
    return form;
}

} // namespace salient
