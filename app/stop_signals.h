// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <atomic>

namespace salient {

/// From now on the first Ctrl+C (or SIGTERM, SIGHUP) sets the flag that is returned, so that work ends in order; the
/// second one ends the program at once. A closed pipe is an error of writing, no longer a signal.
const std::atomic<bool>& catchStopSignals();

/// Whether Ctrl+C set the flag, not a signal that means the end of the program.
bool stoppedByInterrupt();

/// Clears the flag after a part of the work was stopped, so that the next part can be.
void clearStop();

/// Sets the same flag from inside the program.
void requestStop();

} // namespace salient
