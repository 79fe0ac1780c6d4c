// SPDX-License-Identifier: Apache-2.0
#include "core/evaluation/text_windows.h"

#include "kernels/error.h"

#include <algorithm>
#include <fmt/format.h>

namespace salient {

int64_t windowCount(size_t tokens, const TextWindows& wanted) {
    if (wanted.windows < 0) {
        throw usageError("text.windows",
                         fmt::format("Expected at least 1 window, or 0 for all, found {}.", wanted.windows));
    }
    if (wanted.length < 2) {
        throw usageError("text.window_length", fmt::format("Expected windows of at least 2 tokens ({}), found {}.",
                                                           wanted.lengthFlag, wanted.length));
    }
    const int64_t available = static_cast<int64_t>(tokens) / wanted.length;
    if (available < 1) {
        throw inputError("text.too_short",
                         fmt::format("{} has {} tokens; expected at least one window of {}: give a longer text or a "
                                     "smaller {}.",
                                     wanted.text.empty() ? "The text" : wanted.text.string(), tokens, wanted.length,
                                     wanted.lengthFlag));
    }
    return wanted.windows == 0 ? available : std::min(wanted.windows, available);
}

std::vector<std::vector<int32_t>> windowsOf(std::span<const int32_t> ids, const TextWindows& wanted) {
    std::vector<std::vector<int32_t>> windows(static_cast<size_t>(windowCount(ids.size(), wanted)));
    auto begin = ids.begin();
    for (std::vector<int32_t>& window : windows) {
        window.assign(begin, begin + wanted.length);
        begin += wanted.length;
    }
    return windows;
}

} // namespace salient
