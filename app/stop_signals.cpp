// SPDX-License-Identifier: Apache-2.0
#include "app/stop_signals.h"

#include "kernels/error.h"

#include <csignal>
#include <unistd.h>

namespace salient {

// Signal handlers reach nothing but globals; a lock-free atomic is what they may touch.
static std::atomic<bool> stopRequested = false;
static std::atomic<int> lastSignal = 0;
static_assert(std::atomic<bool>::is_always_lock_free && std::atomic<int>::is_always_lock_free);

static void onStopSignal(int number) {
    lastSignal = number;
    if (stopRequested.exchange(true)) {
        ::_exit(static_cast<int>(ErrorKind::Cancelled));
    }
}

const std::atomic<bool>& catchStopSignals() {
    struct sigaction action {};
    action.sa_handler = onStopSignal;
    ::sigemptyset(&action.sa_mask);
    for (const int number : {SIGINT, SIGTERM, SIGHUP}) {
        ::sigaction(number, &action, nullptr);
    }
    std::signal(SIGPIPE, SIG_IGN);
    return stopRequested;
}

bool stoppedByInterrupt() {
    return stopRequested && lastSignal == SIGINT;
}

void clearStop() {
    lastSignal = 0;
    stopRequested = false;
}

void requestStop() {
    stopRequested = true;
}

} // namespace salient
