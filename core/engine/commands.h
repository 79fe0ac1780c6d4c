// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/run_context.h"

#include <string>
#include <string_view>
#include <vector>

namespace salient {

/// One thing that the program can do, for the command line and the engine alike. Arguments and result are JSON text
/// (one object each); their keys are described where `run` is defined.
struct Command {
    std::string_view name;
    std::string_view purpose;
    /// Throws Error; a wrong or unknown argument is a usage error that names it.
    std::string (*run)(const std::string& arguments, const RunContext& context);
};

/// All commands, in the order of help texts.
const std::vector<Command>& commands();

/// Runs a command to its end, whatever that is: the last event is Finished or Failed. Returns the exit code.
int performCommand(std::string_view name, const std::string& arguments, const RunContext& context);

/// How an operation failed, as its last event says it: an Error's own words, lack of memory (resource), or whatever a
/// library threw (internal).
Failed describeFailure(const std::exception& error);

} // namespace salient
