// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <random>
#include <utility>
#include <vector>

namespace salient {

/// Random choices that are the same on every machine: std::mt19937_64 is fixed by the standard, the standard's
/// distributions and std::shuffle are not.
class SeededRandom {
public:
    explicit SeededRandom(uint64_t seed) : m_engine(seed) {}

    /// Uniform in [0, bound); `bound` at least 1. Values of the incomplete last multiple of `bound` are drawn again.
    uint64_t below(uint64_t bound) {
        const uint64_t excess = (UINT64_MAX % bound + 1) % bound; // 2^64 mod bound
        uint64_t value = m_engine();
        while (value > UINT64_MAX - excess) {
            value = m_engine();
        }
        return value % bound;
    }

    /// Fisher and Yates, from the back.
    template <class T>
    void shuffle(std::vector<T>& values) {
        for (size_t i = values.size(); i > 1; --i) {
            std::swap(values[i - 1], values[below(i)]);
        }
    }

private:
    std::mt19937_64 m_engine;
};

} // namespace salient
