// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace salient {

/// Lets the threads of parallel loops sleep between loops instead of spinning, unless the environment says otherwise
/// (OMP_WAIT_POLICY, GOMP_SPINCOUNT). OpenMP's runtime reads that once, when it is loaded; so this sets the variable
/// and starts the program again: same process, same arguments. To be called first in main(), with its `argv`; returns
/// in the second life, or when the system refuses.
///
/// Spinning threads keep the core from the thread they wait for as soon as another program runs: on two cores with a
/// compiler beside it, a run of 0.55 s took 8 to 14 s.
void keepThreadsFromSpinning(char* const* argv);

} // namespace salient
