// SPDX-License-Identifier: Apache-2.0
#include "core/bench/timing.h"

#include <algorithm>
#include <cmath>

namespace salient {

Timing timingOf(std::vector<double> seconds) {
    if (seconds.empty()) {
        return {};
    }
    std::sort(seconds.begin(), seconds.end());
    const size_t middle = seconds.size() / 2;
    const double median = seconds.size() % 2 == 1 ? seconds[middle] : (seconds[middle - 1] + seconds[middle]) / 2.0;
    return {median, seconds.front(), static_cast<int64_t>(seconds.size())};
}

double gigaPerSecond(double amount, double seconds) {
    return seconds > 0.0 ? amount / seconds * 1e-9 : 0.0;
}

double perSecond(int64_t amount, double seconds) {
    return seconds > 0.0 ? static_cast<double>(amount) / seconds : 0.0;
}

Timing measure(const std::function<void()>& action, int64_t repeats, const RunContext& context) {
    constexpr double kSecondsPerSample = 0.01;
    constexpr double kMostCalls = 10'000;
    const auto warmUp = std::chrono::steady_clock::now();
    action();
    const double once = std::max(secondsSince(warmUp), 1e-7);
    const auto calls = static_cast<int64_t>(std::clamp(std::ceil(kSecondsPerSample / once), 1.0, kMostCalls));
    std::vector<double> seconds;
    for (int64_t repeat = 0; repeat < repeats; ++repeat) {
        context.checkCancelled();
        const auto start = std::chrono::steady_clock::now();
        for (int64_t call = 0; call < calls; ++call) {
            action();
        }
        seconds.push_back(secondsSince(start) / static_cast<double>(calls));
    }
    return timingOf(seconds);
}

} // namespace salient
