// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kernels/error.h"

#include <fmt/format.h>

#include <cstdint>

namespace salient::tokenization {

/// How long a text may become on its way, in bytes. The longest decomposition of Unicode and the byte alphabet together
/// stay far below; a file whose steps double a text again and again does not.
inline uint64_t longestGrown(uint64_t bytes) {
    return bytes * 64 + (uint64_t{1} << 20);
}

/// Throws Error (input, "tokenizer.text_too_long") when a text of `bytes` has become longer than that.
inline void requireModestGrowth(uint64_t bytes, uint64_t grown) {
    if (grown > longestGrown(bytes))
        throw inputError(
            "tokenizer.text_too_long",
            fmt::format("The tokenizer's steps turn a text of {} bytes into one of {}, expected at most {}; "
                        "correct its tokenizer.json.",
                        bytes, grown, longestGrown(bytes)));
}

} // namespace salient::tokenization
