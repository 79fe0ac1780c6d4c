// SPDX-License-Identifier: Apache-2.0
#include "core/bench/memory_speed.h"

#include <fmt/format.h>

#include <algorithm>
#include <barrier>
#include <charconv>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <numeric>
#include <span>
#include <string>
#include <sys/mman.h>
#include <thread>
#include <unistd.h>
#include <vector>

namespace fs = std::filesystem;

namespace salient {

namespace {

std::string firstLine(const fs::path& file) {
    std::ifstream in(file);
    std::string line;
    std::getline(in, line);
    return line;
}

/// "32768K" in bytes; 0 for anything else.
int64_t cacheSize(const std::string& text) {
    int64_t kilobytes = 0;
    const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), kilobytes);
    return failure == std::errc() && std::string_view(end) == "K" ? kilobytes * 1024 : 0;
}

} // namespace

/// sysconf(_SC_LEVEL3_CACHE_SIZE) counts the cores of the whole processor also where a virtual machine has two of them.
int64_t lastLevelCacheBytes() {
    constexpr int64_t kUnknown = 32 << 20;
    std::map<std::pair<std::string, std::string>, int64_t> caches; // by level and the cores that share it
    std::error_code none;
    for (int core = 0;; ++core) {
        const fs::path folder = fmt::format("/sys/devices/system/cpu/cpu{}/cache", core);
        if (!fs::exists(folder, none)) {
            break;
        }
        for (int index = 0; fs::exists(folder / fmt::format("index{}", index), none); ++index) {
            const fs::path cache = folder / fmt::format("index{}", index);
            caches[{firstLine(cache / "level"), firstLine(cache / "shared_cpu_list")}] =
                cacheSize(firstLine(cache / "size"));
        }
    }
    std::map<std::string, int64_t> levels;
    for (const auto& [key, bytes] : caches) {
        levels[key.first] += bytes;
    }
    const int64_t last = levels.empty() ? 0 : levels.rbegin()->second;
    return last > 0 ? last : kUnknown;
}

int64_t bytesBeyondCaches() {
    return 4 * lastLevelCacheBytes();
}

int64_t benchThreads() {
    const int64_t cores = std::max<int64_t>(1, std::thread::hardware_concurrency());
    const char* asked = std::getenv("OMP_NUM_THREADS");
    const int64_t limit = asked == nullptr ? 0 : std::atoll(asked);
    return limit > 0 ? std::min(limit, cores) : cores;
}

namespace {

using Clock = std::chrono::steady_clock;

// Loads as wide as most processors have them, and no wider: GCC 12 takes a vector that it has to split through memory.
#if defined(__x86_64__) && defined(__GNUC__) && !defined(__clang__)
#define SALIENT_WIDE_LOADS __attribute__((target_clones("avx2", "default")))
#else
#define SALIENT_WIDE_LOADS
#endif
constexpr size_t kLineWords = 4;
using Line [[gnu::vector_size(kLineWords * sizeof(uint64_t))]] = uint64_t;

/// Several sums, so that no addition waits for the one before it. `words` start at a multiple of a line.
SALIENT_WIDE_LOADS uint64_t sumOfLines(const uint64_t* words, size_t count) {
    constexpr size_t kSums = 8;
    const Line* line = reinterpret_cast<const Line*>(words);
    Line sums[kSums] = {};
    for (size_t turns = count / (kSums * kLineWords); turns > 0; --turns, line += kSums) {
#pragma GCC unroll 8
        for (size_t i = 0; i < kSums; ++i) {
            sums[i] += line[i];
        }
    }
    uint64_t sum = 0;
    for (const Line& lanes : sums) {
        for (size_t i = 0; i < kLineWords; ++i) {
            sum += lanes[i];
        }
    }
    return sum;
}

uint64_t sumOf(std::span<uint64_t> words) {
    return sumOfLines(words.data(), words.size());
}

/// Large pages spare the processor most look-ups of addresses; without them reads are a tenth slower.
void askForLargePages(const TensorSpan& buffer) {
    const auto page = static_cast<uintptr_t>(::sysconf(_SC_PAGESIZE));
    const auto begin = (reinterpret_cast<uintptr_t>(buffer.data) + page - 1) / page * page;
    const auto end = (reinterpret_cast<uintptr_t>(buffer.data) + TensorView(buffer).bytes()) / page * page;
    ::madvise(reinterpret_cast<void*>(begin), end - begin, MADV_HUGEPAGE); // a hint
}

struct SharedWork {
    double seconds = 0.0; ///< from the first thread's start to the last one's end
    uint64_t sum = 0;     ///< of what the threads returned
};

/// Every thread works on a part of the buffer of its own; all start together.
SharedWork onAllThreads(const TensorSpan& buffer, uint64_t (*work)(std::span<uint64_t>)) {
    const auto threads = static_cast<size_t>(benchThreads());
    const std::span<uint64_t> words(reinterpret_cast<uint64_t*>(buffer.data), static_cast<size_t>(buffer.elements()));
    const size_t share = words.size() / threads / kLineWords * kLineWords;
    std::vector<uint64_t> sums(threads);
    std::vector<Clock::time_point> starts(threads), ends(threads);
    std::barrier together(static_cast<std::ptrdiff_t>(threads));
    std::vector<std::jthread> workers;
    for (size_t i = 0; i < threads; ++i) {
        workers.emplace_back([&, i] {
            together.arrive_and_wait();
            starts[i] = Clock::now();
            sums[i] = work(words.subspan(i * share, i + 1 == threads ? std::dynamic_extent : share));
            ends[i] = Clock::now();
        });
    }
    workers.clear(); // joins
    const auto passed = *std::max_element(ends.begin(), ends.end()) - *std::min_element(starts.begin(), starts.end());
    return {std::chrono::duration<double>(passed).count(), std::accumulate(sums.begin(), sums.end(), uint64_t{0})};
}

} // namespace

ReadSpeed::ReadSpeed() : m_buffer({bytesBeyondCaches() / static_cast<int64_t>(sizeof(uint64_t))}, DType::I64) {
    askForLargePages(m_buffer);
    onAllThreads(m_buffer, [](std::span<uint64_t> words) {
        std::fill(words.begin(), words.end(), 1);
        return uint64_t{0};
    });
}

double ReadSpeed::gbPerSecond(const RunContext& context) {
    constexpr int kReadings = 5;
    std::vector<double> seconds;
    for (int reading = 0; reading < kReadings; ++reading) {
        context.checkCancelled();
        const SharedWork work = onAllThreads(m_buffer, sumOf);
        seconds.push_back(work.seconds);
        m_sum += work.sum;
    }
    return gigaPerSecond(static_cast<double>(m_buffer.view().bytes()), timingOf(seconds).median);
}

} // namespace salient
