// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <atomic>
#include <optional>
#include <string>

namespace salient {

/// Lines of a file descriptor, without their newlines, as they come.
class LineReader {
public:
    /// Bytes; what a request needs is far below.
    static constexpr size_t kLongestLine = 16 << 20;

    explicit LineReader(int input) : m_input(input) {}
    /// Waits for the next line. Nothing at the end of the input, and soon after `stop` has become true. A last line
    /// without newline counts. Throws Error (usage) for a line longer than kLongestLine, after having passed over it.
    std::optional<std::string> next(const std::atomic<bool>& stop);

private:
    bool fill(const std::atomic<bool>& stop);

    int m_input;
    std::string m_buffer; ///< read and not given out
    bool m_ended = false;
};

} // namespace salient
