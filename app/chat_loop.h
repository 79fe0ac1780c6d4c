// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/cli_commands.h"

#include <atomic>

namespace salient {

/// `salient chat`: a line of standard input is a message, its reply goes to standard output. Ctrl+C stops a reply, the
/// end of the input ends the program. Returns the exit code: that of the first failure where nobody types.
int chatLoop(const ParsedCommandLine& parsed, const std::atomic<bool>& stop);

} // namespace salient
