// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/progress_line.h"
#include "core/events.h"

#include <functional>
#include <string>

namespace salient {

/// Writes one line and flushes; false when nobody reads standard output any more.
bool writeStandardOutput(const std::string& line);

/// Shows a command's events: with --json one per line on standard output; otherwise the result as text there, and
/// findings and progress on standard error. Failures are one sentence on standard error either way.
class CliOutput {
public:
    /// `onUnread` is called when nobody reads standard output any more.
    CliOutput(
        std::string command, bool json, std::function<void()> onUnread = [] {});

    void show(const Event& event);

private:
    void showAsText(const Event& event);
    void writeOut(const std::string& text);

    std::string m_command;
    bool m_json;
    std::function<void()> m_onUnread;
    ProgressLine m_progress;
};

} // namespace salient
