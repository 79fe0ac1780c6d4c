// SPDX-License-Identifier: Apache-2.0
#include "app/cli_output.h"

#include "app/result_text.h"

#include <fmt/format.h>

#include <cstdio>
#include <unistd.h>
#include <utility>

namespace salient {

bool writeStandardOutput(const std::string& line) {
    return std::fwrite(line.data(), 1, line.size(), stdout) == line.size() && std::fputc('\n', stdout) != EOF &&
           std::fflush(stdout) == 0;
}

static void writeError(const std::string& line) {
    fmt::print(stderr, "{}\n", line);
}

static ProgressStyle progressStyle(bool json) {
    if (json) {
        return ProgressStyle::None; // the events say it
    }
    return ::isatty(STDERR_FILENO) == 1 ? ProgressStyle::Rewritten : ProgressStyle::Log;
}

CliOutput::CliOutput(std::string command, bool json, std::function<void()> onUnread)
    : m_command(std::move(command)), m_json(json), m_onUnread(std::move(onUnread)), m_progress(progressStyle(json)) {}

void CliOutput::writeOut(const std::string& text) {
    if (std::fwrite(text.data(), 1, text.size(), stdout) != text.size() || std::fflush(stdout) != 0) {
        m_onUnread();
    }
}

void CliOutput::show(const Event& event) {
    if (m_json) {
        writeOut(eventToJson(event) + "\n");
    } else {
        showAsText(event);
    }
    if (const auto* failed = std::get_if<Failed>(&event)) {
        m_progress.clear();
        writeError("salient: " + failed->sentence);
    }
}

void CliOutput::showAsText(const Event& event) {
    if (const auto* text = std::get_if<TextGenerated>(&event)) {
        m_progress.clear();
        writeOut(text->text);
    } else if (const auto* finished = std::get_if<Finished>(&event)) {
        m_progress.clear();
        writeOut(resultText(m_command, finished->result));
    } else if (const std::string line = eventText(event); !line.empty()) {
        m_progress.clear();
        writeError(line);
    } else {
        m_progress.show(event);
    }
}

} // namespace salient
