// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

namespace salient::parquet {

/// Whether all of `text` is well-formed UTF-8; fast on ASCII.
bool isUtf8(std::string_view text);

} // namespace salient::parquet
