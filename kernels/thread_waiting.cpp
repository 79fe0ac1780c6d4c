// SPDX-License-Identifier: Apache-2.0
#include "kernels/thread_waiting.h"

#include <cstdlib>
#include <unistd.h>

namespace salient {

void keepThreadsFromSpinning(char* const* argv) {
    if (std::getenv("OMP_WAIT_POLICY") != nullptr || std::getenv("GOMP_SPINCOUNT") != nullptr) {
        return;
    }
    if (setenv("OMP_WAIT_POLICY", "passive", 0) == 0) {
        execv("/proc/self/exe", argv); // comes back only when it fails: slower, and no reason to stop
    }
}

} // namespace salient
