// SPDX-License-Identifier: Apache-2.0
#include "app/chat_loop.h"
#include "app/cli_commands.h"
#include "app/cli_output.h"
#include "app/stop_signals.h"
#include "core/engine/commands.h"
#include "core/engine/engine.h"
#include "kernels/thread_waiting.h"

#include <unistd.h>

using namespace salient;

static int run(int argc, char** argv) {
    const std::atomic<bool>& stop = catchStopSignals();
    const ParsedCommandLine parsed = parseCommandLine(argc, argv);
    if (parsed.command.empty()) { // help, version or a wrong command line; the parser said why
        return parsed.exitCode;
    }
    if (parsed.command == "engine") {
        serveEngine(STDIN_FILENO, writeStandardOutput, stop);
        return stop ? static_cast<int>(ErrorKind::Cancelled) : 0;
    }
    if (parsed.command == "chat") {
        return chatLoop(parsed, stop);
    }
    CliOutput output(parsed.command, parsed.json, requestStop);
    const RunContext context{.emit = [&](const Event& event) { output.show(event); }, .cancelled = &stop};
    return performCommand(parsed.command, parsed.arguments, context);
}

int main(int argc, char** argv) {
    keepThreadsFromSpinning(argv);
    try {
        return run(argc, argv);
    } catch (const std::exception& error) { // a command's own failures end in performCommand()
        const Failed failed = describeFailure(error);
        CliOutput("", false).show(failed);
        return failed.exitCode;
    }
}
