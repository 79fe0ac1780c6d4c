// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

namespace salient {

/// What the flags ask for.
struct ParsedCommandLine {
    std::string command;   ///< a name of the command table, or "engine"; empty: nothing to do
    std::string arguments; ///< JSON object for the command table
    bool json = false;
    int exitCode = 0; ///< when there is nothing to do
};

/// Reads the command line. Prints help and version on standard output; for a wrong command line one sentence on
/// standard error, and with --json also a "failed" event on standard output.
ParsedCommandLine parseCommandLine(int argc, const char* const* argv);

} // namespace salient
