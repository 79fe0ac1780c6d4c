// SPDX-License-Identifier: Apache-2.0
#include "core/run_clock.h"

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

} // namespace salient
