// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace salient {

/// Lets the threads of parallel loops spin only briefly before they sleep, unless the environment says otherwise
/// (OMP_WAIT_POLICY, GOMP_SPINCOUNT). OpenMP's runtime reads that once, when it is loaded; so this sets the variable
/// and starts the program again: same process, same arguments. To be called first in main(), with its `argv`; returns
/// in the second life, or when the system refuses.
///
/// Spinning threads keep the core from the thread they wait for as soon as another program runs: on two cores beside
/// compilers, a run of 0.55 s took 8 to 14 s. Never to spin costs as much on an idle machine: 96 tokens of a 135M model
/// take 4.6 s then, 2.5 s with the runtime's own spinning and 2.8 s like this.
void keepThreadsFromSpinning(char* const* argv);

} // namespace salient
