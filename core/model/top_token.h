// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cstdint>
#include <span>

namespace salient {

/// The most likely token of one row of logits [vocabulary]; the first of equals.
inline int64_t topToken(std::span<const float> logits) {
    return std::max_element(logits.begin(), logits.end()) - logits.begin();
}

} // namespace salient
