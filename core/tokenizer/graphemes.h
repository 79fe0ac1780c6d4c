// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <string_view>

namespace salient::tokenization {

/// Calls `found` for each extended grapheme cluster (Unicode Standard Annex 29) of `text`, valid UTF-8, in order.
void forEachGrapheme(std::string_view text, const std::function<void(std::string_view)>& found);

} // namespace salient::tokenization
