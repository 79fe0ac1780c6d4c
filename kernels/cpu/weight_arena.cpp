// SPDX-License-Identifier: Apache-2.0
#include "kernels/cpu/weight_arena.h"

#include "kernels/error.h"

#include <fmt/format.h>

#include <sys/mman.h>

#include <algorithm>
#include <cstdlib>

namespace salient {

namespace {

constexpr int64_t kHugePage = int64_t{2} << 20;
constexpr int64_t kBlock = 8 * kHugePage;
constexpr int64_t kAlignment = 64;

int64_t roundedUp(int64_t value, int64_t unit) {
    return (value + unit - 1) / unit * unit;
}

std::shared_ptr<std::byte> allocate(int64_t bytes) {
    void* memory = std::aligned_alloc(static_cast<size_t>(kHugePage), static_cast<size_t>(bytes));
    if (memory == nullptr) {
        throw resourceError("memory.weights",
                            fmt::format("There is not enough memory for weights of {} bytes; close other programs or "
                                        "choose a smaller model.",
                                        bytes));
    }
    // A hint: without huge pages everything works the same.
    static_cast<void>(::madvise(memory, static_cast<size_t>(bytes), MADV_HUGEPAGE));
    return {static_cast<std::byte*>(memory), [](std::byte* data) { std::free(data); }};
}

} // namespace

std::shared_ptr<std::byte> WeightArena::take(int64_t bytes) {
    const int64_t size = roundedUp(std::max<int64_t>(bytes, 1), kAlignment);
    if (size > kBlock / 2) {
        return allocate(roundedUp(size, kHugePage));
    }
    const std::lock_guard lock(m_mutex);
    if (m_block == nullptr || size > m_left) {
        m_block = allocate(kBlock);
        m_left = kBlock;
    }
    const std::shared_ptr<std::byte> piece(m_block, m_block.get() + (kBlock - m_left));
    m_left -= size;
    return piece;
}

} // namespace salient
