// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <functional>
#include <string>
#include <sys/types.h>
#include <vector>

namespace salient {

/// How a program ended and what it wrote.
struct ProgramResult {
    int exitCode = -1; ///< 128 + signal when a signal ended it
    std::string output;
    std::string errors;

    /// Lines of the standard output.
    std::vector<std::string> lines() const;
};

/// The `salient` program as users start it, from outside.
struct ProgramRun {
    std::vector<std::string> arguments;
    std::string input;                    ///< on standard input
    std::filesystem::path dataFolder;     ///< XDG_DATA_HOME, where run folders go; empty: as in the tests' environment
    std::function<void(pid_t)> afterEach; ///< called whenever output came, e.g. to send a signal
};

/// Starts it and waits for its end. Throws std::runtime_error when it cannot be started.
ProgramResult runSalient(const ProgramRun& run);

} // namespace salient
