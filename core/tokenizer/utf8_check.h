// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string_view>

namespace salient::tokenization {

/// Whether all of `text` is well-formed UTF-8; fast on ASCII.
bool isUtf8(std::string_view text);

/// Bytes of `text` that belong to no well-formed UTF-8 sequence (Unicode 15, table 3-7).
int64_t invalidUtf8Bytes(std::string_view text);

} // namespace salient::tokenization
