// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cstdint>

namespace salient {

/// Elements per piece of an element-wise loop: enough work to be worth a thread, small enough to share out evenly.
inline constexpr int64_t kElementBlock = 16384;

inline int64_t dividedUp(int64_t value, int64_t by) {
    return (value + by - 1) / by;
}

/// Calls work(begin, end) for consecutive blocks of [0, count) on all threads; on the calling one when there is one
/// block only. `work` must not throw.
template <typename Work>
void forEachBlock(int64_t count, int64_t block, const Work& work) {
    const int64_t blocks = dividedUp(count, block);
#pragma omp parallel for schedule(static) if (blocks > 1)
    for (int64_t i = 0; i < blocks; ++i) {
        work(i * block, std::min(count, (i + 1) * block));
    }
}

/// The same over rows of `columns` elements; blocks are whole rows of about kElementBlock elements.
template <typename Work>
void forEachRow(int64_t rows, int64_t columns, const Work& work) {
    const int64_t block = std::max<int64_t>(1, kElementBlock / std::max<int64_t>(1, columns));
    forEachBlock(rows, block, [&](int64_t begin, int64_t end) {
        for (int64_t row = begin; row < end; ++row) {
            work(row);
        }
    });
}

} // namespace salient
