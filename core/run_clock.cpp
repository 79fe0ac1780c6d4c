// SPDX-License-Identifier: Apache-2.0
#include "core/run_clock.h"

#include <fstream>
#include <sstream>

namespace salient {

double RunClock::lap() {
    const auto time = now();
    const double seconds = secondsBetween(m_last, time);
    m_last = time;
    return seconds;
}

void RunClock::progress(const std::string& phase, const std::string& item, double fraction) {
    const auto time = now();
    if (secondsBetween(m_lastProgress, time) < 0.1 && fraction < 1.0) {
        return;
    }
    m_lastProgress = time;
    const double spent = elapsed();
    // Before two percent are done, the estimate would jump about.
    const double left = fraction >= 0.02 ? spent * (1.0 - fraction) / fraction : -1.0;
    m_context.emit(Progress{phase, item, fraction, spent, left});
}

namespace {

// A line "Key:   123 kB" of a /proc file, in bytes.
int64_t procBytes(const char* file, const std::string& key) {
    std::ifstream stream(file);
    std::string line;
    while (std::getline(stream, line)) {
        if (line.starts_with(key + ":")) {
            std::istringstream value(line.substr(key.size() + 1));
            int64_t kilobytes = 0;
            value >> kilobytes;
            return kilobytes * 1024;
        }
    }
    return 0;
}

} // namespace

int64_t peakMemoryBytes() {
    return procBytes("/proc/self/status", "VmHWM");
}

int64_t availableMemoryBytes() {
    return procBytes("/proc/meminfo", "MemAvailable");
}

} // namespace salient
