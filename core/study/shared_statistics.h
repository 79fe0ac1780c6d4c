// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/quantizers/block_statistics.h"

#include <cstdint>
#include <functional>
#include <vector>

namespace salient {

/// Statistics of one block's linear inputs that several settings of a study use: those with the same samples and the
/// same options have theirs in common.
class SharedStatistics {
public:
    SharedStatistics(Backend& backend, const ModelConfig& config) : m_backend(backend), m_config(config) {}

    /// Makes sure that there are statistics for so many samples with these options; returns their place.
    size_t add(int64_t samples, const BlockStatistics::Options& options);
    /// For the next block.
    void reset(int64_t layer);
    /// Adds x[T, in], the input of a linear as one sequence gives it, to those whose samples `takes` says include it.
    void observe(LinearInput input, const TensorView& x, const std::function<bool(int64_t samples)>& takes);
    /// After the last sequence.
    void complete();

    /// Calls `use` with the statistics at a place, and puts back what it changes.
    void lend(size_t place, const std::function<void(BlockStatistics&)>& use);
    /// Time spent in observe() for a place since reset().
    double seconds(size_t place) const { return m_slots[place].seconds; }
    double seconds() const;

private:
    struct Slot {
        int64_t samples = 0;
        BlockStatistics::Options options;
        BlockStatistics statistics;
        double seconds = 0.0;
    };
    Backend& m_backend;
    const ModelConfig& m_config;
    int64_t m_layer = 0;
    std::vector<Slot> m_slots;
};

} // namespace salient
