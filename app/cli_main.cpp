// SPDX-License-Identifier: Apache-2.0
#include "app/cli_commands.h"
#include "app/cli_output.h"
#include "app/stop_signals.h"
#include "core/engine/commands.h"
#include "core/engine/engine.h"

#include <cstdio>
#include <unistd.h>

using namespace salient;

static int serve(const std::atomic<bool>& stop) {
    serveEngine(STDIN_FILENO, writeStandardOutput, stop);
    return 0;
}

int main(int argc, char** argv) {
    const std::atomic<bool>& stop = catchStopSignals();
    const ParsedCommandLine parsed = parseCommandLine(argc, argv);
    if (parsed.command.empty()) { // help, version or a wrong command line; the parser said why
        return parsed.exitCode;
    }
    if (parsed.command == "engine") {
        return serve(stop);
    }
    CliOutput output(parsed.command, parsed.json, requestStop);
    const RunContext context{.emit = [&](const Event& event) { output.show(event); }, .cancelled = &stop};
    return performCommand(parsed.command, parsed.arguments, context);
}
