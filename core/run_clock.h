// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/run_context.h"

#include <chrono>
#include <map>
#include <string>

namespace salient {

/// Wall time of a run by phase, without pauses, and the progress line with the time left.
class RunClock {
public:
    explicit RunClock(const RunContext& context) : m_context(context) {}

    /// Time since the last call goes to `phase`.
    void charge(const std::string& phase) { chargeSeconds(phase, lap()); }
    void chargeSeconds(const std::string& phase, double seconds) { m_seconds[phase] += seconds; }
    /// Restarts the lap without charging it.
    double lap();

    /// Emits Progress, at most ten times a second. `fraction` of the whole run, 0 … 1.
    void progress(const std::string& phase, const std::string& item, double fraction);

    double elapsed() const { return secondsBetween(m_start, now()); }
    const std::map<std::string, double>& seconds() const { return m_seconds; }

private:
    using Clock = std::chrono::steady_clock;
    static double secondsBetween(Clock::time_point a, Clock::time_point b) {
        return std::chrono::duration<double>(b - a).count();
    }
    Clock::time_point now() const { return Clock::now() - m_context.pausedTime(); }

    const RunContext& m_context;
    Clock::time_point m_start = now();
    Clock::time_point m_last = now();
    Clock::time_point m_lastProgress{};
    std::map<std::string, double> m_seconds;
};

} // namespace salient
