// SPDX-License-Identifier: Apache-2.0
#include "core/command_line.h"

#include <algorithm>
#include <cctype>
#include <string_view>

namespace salient {

std::string shellQuoted(const std::string& word) {
    const auto isPlain = [](unsigned char c) {
        return std::isalnum(c) != 0 || std::string_view("_@%+=:,./-").find(static_cast<char>(c)) != std::string::npos;
    };
    if (!word.empty() && std::all_of(word.begin(), word.end(), isPlain)) {
        return word;
    }
    std::string quoted = "'";
    for (const char c : word) {
        quoted += c == '\'' ? "'\\''" : std::string(1, c);
    }
    return quoted + "'";
}

CommandLine::CommandLine(const std::string& command) : m_line("salient") {
    word(command);
}

void CommandLine::word(const std::string& word) {
    m_line += ' ' + shellQuoted(word);
}

void CommandLine::path(const std::filesystem::path& path) {
    word((path.string().starts_with("-") ? "./" : "") + path.string());
}

void CommandLine::flag(const char* flag, bool given) {
    if (given) {
        word(flag);
    }
}

void CommandLine::path(const char* flag, const std::filesystem::path& path) {
    if (!path.empty()) {
        word(flag);
        this->path(path);
    }
}

void CommandLine::text(const char* flag, const std::string& value, const std::string& byDefault) {
    if (value != byDefault) {
        word(flag);
        word(value);
    }
}

void CommandLine::sources(const char* flag, const std::vector<std::string>& sources) {
    this->flag(flag, !sources.empty());
    for (const std::string& source : sources) {
        path(source);
    }
}

} // namespace salient
