// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/engine/commands.h"

#include <atomic>
#include <functional>
#include <string>
#include <string_view>

namespace salient {

/// Gets one line without newline at a time, from two threads but never at once; false when nobody reads any more.
using LineWriter = std::function<bool(const std::string& line)>;
/// What runs a command to its last event: performCommand(), or a test's own.
using Performer = std::function<int(std::string_view name, const std::string& arguments, const RunContext& context)>;

/// Serves the command table as JSON lines, one command at a time:
///     {"id": 1, "command": "evaluate", "arguments": {…}}   → its events as {"id": 1, "event": …}, the last one
///                                                            "finished" or "failed"
///     {"id": 1, "command": "cancel"}                       → stops command 1, which ends with "failed" and "cancelled"
///     {"id": 1, "command": "pause"}                        → holds command 1 where it next looks, which says "paused";
///     {"id": 1, "command": "resume"}                         it goes on, saying "resumed"; a cancel ends the pause too
/// A line that is no request, a command while another one runs, and a cancel, pause or resume that meets nothing are
/// answered by a "failed" event; the engine goes on. `id` may be any JSON value and is null when the line has none.
///
/// Returns when `input` (a file descriptor) ends, `stop` becomes true or nobody reads; a command that runs then is
/// cancelled and waited for.
void serveEngine(int input, const LineWriter& writeLine, const std::atomic<bool>& stop,
                 const Performer& perform = performCommand);

} // namespace salient
