// SPDX-License-Identifier: Apache-2.0
#include "core/checkpoint/read_ahead.h"

#include <algorithm>

#include <fcntl.h>
#include <unistd.h>

namespace salient {

namespace {

// One request reads no more than the device takes at once, on many 128 kB; the rest of a larger one would be dropped
// without a word (Linux, mm/readahead.c, force_page_cache_ra).
constexpr int64_t kRequest = 128 << 10;

void readRange(const FileRange& range, const std::stop_token& stopped) {
    const int descriptor = ::open(range.file.c_str(), O_RDONLY | O_CLOEXEC);
    if (descriptor < 0) {
        return; // whoever needs the file says what is wrong with it
    }
    for (int64_t at = range.begin; at < range.end && !stopped.stop_requested(); at += kRequest) {
        ::posix_fadvise(descriptor, at, std::min(kRequest, range.end - at), POSIX_FADV_WILLNEED);
    }
    ::close(descriptor);
}

std::vector<FileRange> joined(const std::vector<FileRange>& ranges) {
    std::vector<FileRange> result;
    for (const FileRange& range : ranges) {
        if (!result.empty() && result.back().file == range.file && result.back().end == range.begin) {
            result.back().end = range.end;
        } else {
            result.push_back(range);
        }
    }
    return result;
}

} // namespace

ReadAhead::ReadAhead(const std::vector<FileRange>& ranges)
    : m_thread([ranges = joined(ranges)](const std::stop_token& stopped) {
          for (const FileRange& range : ranges) {
              readRange(range, stopped);
          }
      }) {}

} // namespace salient
