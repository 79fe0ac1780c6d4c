// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <charconv>
#include <filesystem>
#include <iterator>
#include <string>
#include <vector>

namespace salient {

/// A word as a POSIX shell reads it back.
std::string shellQuoted(const std::string& word);

/// A command of `salient` for a terminal, word by word; flags that say what is so by default are left out.
class CommandLine {
public:
    /// `command`: "quantize"
    explicit CommandLine(const std::string& command);

    void word(const std::string& word);
    /// A path that begins like a flag is written so that it is none.
    void path(const std::filesystem::path& path);
    void flag(const char* flag, bool given);
    void path(const char* flag, const std::filesystem::path& path); ///< empty: left out
    void text(const char* flag, const std::string& value, const std::string& byDefault);
    template <class T>
    void number(const char* flag, T value, T byDefault) {
        text(flag, written(value), written(byDefault));
    }
    /// "1,2,3"
    template <class T>
    void list(const char* flag, const std::vector<T>& values, const std::vector<T>& byDefault) {
        text(flag, joined(values), joined(byDefault));
    }
    /// Words of their own behind the flag; none: left out.
    void sources(const char* flag, const std::vector<std::string>& sources);

    const std::string& line() const { return m_line; }

private:
    static std::string written(const std::string& value) { return value; }
    template <class T>
    static std::string written(T number) {
        char digits[32]; // enough for the shortest form of every double
        return {digits, std::to_chars(std::begin(digits), std::end(digits), number).ptr};
    }
    template <class T>
    static std::string joined(const std::vector<T>& values) {
        std::string words;
        for (const T& value : values) {
            words += (words.empty() ? "" : ",") + written(value);
        }
        return words;
    }

    std::string m_line;
};

} // namespace salient
