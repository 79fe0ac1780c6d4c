// SPDX-License-Identifier: Apache-2.0
#include "core/engine/line_reader.h"

#include "kernels/error.h"

#include <fmt/format.h>
#include <poll.h>
#include <unistd.h>

#include <cerrno>

namespace salient {

/// How long a stop may go unseen; signals wake the wait at once.
static constexpr int kPollMilliseconds = 250;

/// Appends what there is to the buffer; false at the end of the input or when asked to stop.
bool LineReader::fill(const std::atomic<bool>& stop) {
    while (!stop) {
        pollfd waited{m_input, POLLIN, 0};
        const int ready = ::poll(&waited, 1, kPollMilliseconds);
        if (ready == 0 || (ready < 0 && errno == EINTR)) {
            continue;
        }
        char bytes[65'536];
        const ssize_t count = ::read(m_input, bytes, sizeof bytes);
        if (count > 0) {
            m_buffer.append(bytes, static_cast<size_t>(count));
            return true;
        }
        if (count == 0 || errno != EINTR) {
            m_ended = true;
            return false;
        }
    }
    return false;
}

std::optional<std::string> LineReader::next(const std::atomic<bool>& stop) {
    size_t searched = 0;
    bool tooLong = false;
    size_t newline = std::string::npos;
    while ((newline = m_buffer.find('\n', searched)) == std::string::npos) {
        tooLong = tooLong || m_buffer.size() > kLongestLine;
        if (tooLong) {
            m_buffer.clear();
        }
        searched = m_buffer.size();
        if (m_ended || !fill(stop)) {
            break;
        }
    }
    if (stop || (newline == std::string::npos && m_buffer.empty() && !tooLong)) {
        return std::nullopt;
    }
    const std::string line = m_buffer.substr(0, newline);
    m_buffer.erase(0, newline == std::string::npos ? newline : newline + 1);
    if (tooLong || line.size() > kLongestLine) {
        throw usageError("engine.line_too_long",
                         fmt::format("Expected a line of at most {} bytes, found a longer one.", kLongestLine));
    }
    return line;
}

} // namespace salient
