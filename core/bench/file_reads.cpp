// SPDX-License-Identifier: Apache-2.0
#include "core/bench/file_reads.h"

#include "core/bench/timing.h"
#include "core/checkpoint/mapped_file.h"
#include "kernels/error.h"

#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <memory>
#include <sys/mman.h>
#include <thread>
#include <unistd.h>
#include <vector>

namespace fs = std::filesystem;

namespace salient {

int64_t totalBytes(std::span<const fs::path> files) {
    int64_t bytes = 0;
    for (const fs::path& file : files) {
        std::error_code unknown;
        const auto size = fs::file_size(file, unknown);
        bytes += unknown ? 0 : static_cast<int64_t>(size);
    }
    return bytes;
}

namespace {

Error unreadable(const fs::path& file, int problem) {
    return inputError("file.unreadable", fmt::format("{} cannot be read: {}.", file.string(), std::strerror(problem)));
}

/// An open file; closes itself.
class Descriptor {
public:
    Descriptor(const fs::path& file, int flags) : m_value(::open(file.c_str(), flags | O_RDONLY | O_CLOEXEC)) {}
    ~Descriptor() {
        if (m_value >= 0) {
            ::close(m_value);
        }
    }
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    bool open() const { return m_value >= 0; }
    int value() const { return m_value; }

private:
    int m_value;
};

constexpr int64_t kBlock = 8 << 20;

/// Reads the blocks of one file that `nextBlock` hands out, until the file or `stopped` ends it; 0 or the errno.
int readBlocks(int descriptor, int64_t size, std::atomic<int64_t>& nextBlock, const std::atomic<bool>& stopped) {
    const std::unique_ptr<void, void (*)(void*)> buffer(std::aligned_alloc(4096, kBlock), std::free);
    if (buffer == nullptr) {
        return ENOMEM;
    }
    for (int64_t offset = nextBlock++ * kBlock; offset < size && !stopped; offset = nextBlock++ * kBlock) {
        ssize_t got = 0;
        for (int64_t done = 0; done < std::min(kBlock, size - offset); done += got) {
            got = ::pread(descriptor, static_cast<std::byte*>(buffer.get()) + done, kBlock - done, offset + done);
            if (got <= 0) {
                return got == 0 ? EIO : errno;
            }
        }
    }
    return 0;
}

/// 0 or the errno of the first thread that failed.
int readDirectly(const Descriptor& file, int64_t size, const RunContext& context) {
    constexpr size_t kThreads = 4;
    std::atomic<int64_t> nextBlock = 0;
    std::atomic<bool> stopped = false;
    std::atomic<size_t> running = kThreads;
    std::vector<int> problems(kThreads, 0);
    std::vector<std::jthread> threads;
    for (size_t i = 0; i < kThreads; ++i) {
        threads.emplace_back([&, i] {
            problems[i] = readBlocks(file.value(), size, nextBlock, stopped);
            --running;
        });
    }
    try {
        while (running > 0) {
            context.checkCancelled();
            std::this_thread::sleep_for(std::chrono::microseconds(200));
        }
    } catch (...) {
        stopped = true;
        throw;
    }
    threads.clear(); // joins
    const auto failed = std::find_if(problems.begin(), problems.end(), [](int problem) { return problem != 0; });
    return failed == problems.end() ? 0 : *failed;
}

} // namespace

void dropFromMemory(std::span<const fs::path> files) {
    for (const fs::path& file : files) {
        const Descriptor descriptor(file, 0);
        if (!descriptor.open()) {
            throw unreadable(file, errno);
        }
        ::fdatasync(descriptor.value()); // pages that wait to be written cannot be dropped
        ::posix_fadvise(descriptor.value(), 0, 0, POSIX_FADV_DONTNEED);
    }
}

int64_t residentBytes(std::span<const fs::path> files) {
    const int64_t page = ::sysconf(_SC_PAGESIZE);
    int64_t bytes = 0;
    for (const fs::path& file : files) {
        const MappedFile mapped(file);
        std::vector<unsigned char> pages(static_cast<size_t>((mapped.size() + page - 1) / page));
        auto* begin = const_cast<std::byte*>(mapped.bytes().data());
        if (!pages.empty() && ::mincore(begin, mapped.bytes().size(), pages.data()) != 0) {
            throw unreadable(file, errno);
        }
        bytes += page * std::count_if(pages.begin(), pages.end(), [](unsigned char flags) { return flags & 1U; });
    }
    return std::min(bytes, totalBytes(files));
}

std::optional<double> directReadSeconds(std::span<const fs::path> files, const RunContext& context) {
    double seconds = 0.0;
    for (const fs::path& file : files) {
        context.checkCancelled();
        const Descriptor descriptor(file, O_DIRECT);
        if (!descriptor.open() && errno == EINVAL) {
            return std::nullopt;
        }
        if (!descriptor.open()) {
            throw unreadable(file, errno);
        }
        const auto start = std::chrono::steady_clock::now();
        const int problem = readDirectly(descriptor, totalBytes(std::span(&file, 1)), context);
        seconds += secondsSince(start);
        if (problem == EINVAL) { // some file systems open like this and then refuse to read
            return std::nullopt;
        }
        if (problem != 0) {
            throw unreadable(file, problem);
        }
    }
    return seconds;
}

} // namespace salient
