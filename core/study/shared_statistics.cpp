// SPDX-License-Identifier: Apache-2.0
#include "core/study/shared_statistics.h"

#include <algorithm>
#include <chrono>

namespace salient {

static bool same(const BlockStatistics::Options& a, const BlockStatistics::Options& b) {
    return a.sampleTokens == b.sampleTokens && a.clipStep == b.clipStep && a.totalTokens == b.totalTokens &&
           a.gramTokensPerChannel == b.gramTokensPerChannel;
}

size_t SharedStatistics::add(int64_t samples, const BlockStatistics::Options& options) {
    const auto found = std::find_if(m_slots.begin(), m_slots.end(), [&](const Slot& slot) {
        return slot.samples == samples && same(slot.options, options);
    });
    const auto place = static_cast<size_t>(found - m_slots.begin());
    if (found == m_slots.end()) {
        m_slots.push_back({samples, options, BlockStatistics(m_backend, m_config, options)});
    }
    return place;
}

void SharedStatistics::reset(int64_t layer) {
    m_layer = layer;
    for (Slot& slot : m_slots) {
        slot.statistics.reset(layer);
        slot.seconds = 0.0;
    }
}

void SharedStatistics::observe(LinearInput input, const TensorView& x,
                               const std::function<bool(int64_t samples)>& takes) {
    using Clock = std::chrono::steady_clock;
    for (Slot& slot : m_slots) {
        if (takes(slot.samples)) {
            const Clock::time_point start = Clock::now();
            slot.statistics.observe(input, x);
            slot.seconds += std::chrono::duration<double>(Clock::now() - start).count();
        }
    }
}

void SharedStatistics::complete() {
    for (Slot& slot : m_slots) {
        slot.statistics.complete();
    }
}

double SharedStatistics::seconds() const {
    double sum = 0.0;
    for (const Slot& slot : m_slots) {
        sum += slot.seconds;
    }
    return sum;
}

void SharedStatistics::lend(size_t place, const std::function<void(BlockStatistics&)>& use) {
    BlockStatistics& statistics = m_slots[place].statistics;
    struct Kept {
        InputStatistics& of;
        Tensor gram;
        Tensor clipGram;
    };
    std::vector<Kept> kept;
    for (const LinearInput input : blockInputs(m_config, m_layer)) {
        InputStatistics& of = statistics.of(input);
        kept.push_back({of, of.gram.clone(), of.clipGram.empty() ? Tensor() : of.clipGram.clone()});
    }
    use(statistics);
    for (Kept& one : kept) {
        one.of.gram = std::move(one.gram);
        one.of.clipGram = std::move(one.clipGram);
    }
}

} // namespace salient
