// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kernels/backend.h"

#include <chrono>

namespace salient {

/// Adds the time of its scope and 2·rows·columns·inner operations to the counters.
class ProductTimer {
public:
    ProductTimer(ProductCounters& counters, int64_t rows, int64_t columns, int64_t inner)
        : m_counters(counters), m_operations(2.0 * static_cast<double>(rows) * static_cast<double>(columns * inner)) {}
    ~ProductTimer() {
        m_counters.seconds += std::chrono::duration<double>(std::chrono::steady_clock::now() - m_start).count();
        m_counters.operations += m_operations;
    }
    ProductTimer(const ProductTimer&) = delete;
    ProductTimer& operator=(const ProductTimer&) = delete;

private:
    ProductCounters& m_counters;
    double m_operations;
    std::chrono::steady_clock::time_point m_start = std::chrono::steady_clock::now();
};

} // namespace salient
