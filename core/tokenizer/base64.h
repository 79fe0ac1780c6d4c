// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace salient::tokenization {

/// The bytes of a text in base64 (RFC 4648, section 4) with or without padding; none for a text that is not.
std::optional<std::string> decodeBase64(std::string_view text);

} // namespace salient::tokenization
