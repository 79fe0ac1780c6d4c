// SPDX-License-Identifier: Apache-2.0
#include "kernels/thread_waiting.h"

#include <cstdlib>
#include <unistd.h>

namespace salient {

void keepThreadsFromSpinning(char* const* argv) {
    if (std::getenv("OMP_WAIT_POLICY") != nullptr || std::getenv("GOMP_SPINCOUNT") != nullptr) {
        return;
    }
    // Tens of microseconds: longer than what lies between two products of a block, shorter than a slice of the
    // scheduler.
    if (setenv("GOMP_SPINCOUNT", "2000", 0) == 0) {
        execv("/proc/self/exe", argv); // comes back only when it fails: slower, and no reason to stop
    }
}

} // namespace salient
