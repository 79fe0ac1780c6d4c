// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <span>
#include <vector>

namespace salient {

/// The part of a text that quality is measured on: windows that do not overlap, from its start.
struct TextWindows {
    int64_t length = 2048; ///< tokens of a window, 2 or more: the first one is not scored
    int64_t windows = 0;   ///< at most this many; 0: all whole windows of the text

    // For sentences.
    std::filesystem::path text = {};      ///< empty: "the text"
    const char* lengthFlag = "--context"; ///< what to make smaller
};

/// How many there are in a text of so many tokens, 1 or more. Throws Error: usage (text.windows, text.window_length),
/// input when the text does not fill one (text.too_short).
int64_t windowCount(size_t tokens, const TextWindows& wanted);

/// [windowCount()][length]; throws as that.
std::vector<std::vector<int32_t>> windowsOf(std::span<const int32_t> ids, const TextWindows& wanted);

} // namespace salient
