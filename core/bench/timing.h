// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/run_context.h"

#include <chrono>
#include <cstdint>
#include <functional>
#include <vector>

namespace salient {

/// One thing measured several times.
struct Timing {
    double median = 0.0; ///< seconds
    double best = 0.0;
    int64_t samples = 0;
};

/// Of seconds in any order; of an even number of them the mean of the middle two. All zero without samples.
Timing timingOf(std::vector<double> seconds);

/// 1e9 of `amount` (bytes, operations) per second; 0 for no time.
double gigaPerSecond(double amount, double seconds);

/// `amount` per second; 0 for no time.
double perSecond(int64_t amount, double seconds);

inline double secondsSince(std::chrono::steady_clock::time_point start) {
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

/// Calls an action again and again. The first call warms up: it is not counted and says how often the action has to
/// run for one sample to last ten milliseconds. Seconds are those of one call. Throws cancelled between samples.
Timing measure(const std::function<void()>& action, int64_t repeats, const RunContext& context);

} // namespace salient
