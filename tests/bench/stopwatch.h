// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <chrono>
#include <functional>
#include <vector>

namespace salient {

/// Median seconds of each action. The actions take turns, so that a busy moment of the machine meets all of them; the
/// first turn is not counted.
inline std::vector<double> medianSeconds(const std::vector<std::function<void()>>& actions, int turns) {
    std::vector<std::vector<double>> seconds(actions.size());
    for (int turn = 0; turn <= turns; ++turn) {
        for (size_t i = 0; i < actions.size(); ++i) {
            const auto begin = std::chrono::steady_clock::now();
            actions[i]();
            const std::chrono::duration<double> passed = std::chrono::steady_clock::now() - begin;
            if (turn > 0) {
                seconds[i].push_back(passed.count());
            }
        }
    }
    std::vector<double> medians;
    for (std::vector<double>& samples : seconds) {
        std::sort(samples.begin(), samples.end());
        medians.push_back(samples[samples.size() / 2]);
    }
    return medians;
}

} // namespace salient
