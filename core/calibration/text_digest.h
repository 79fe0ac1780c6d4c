// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace salient {

/// A text's SHA-256 after every stretch of ASCII white space has become one space and none stands at the ends: equal
/// for texts that differ only in line ends, indentation and wrapping.
std::string textDigest(std::string_view text);

} // namespace salient
