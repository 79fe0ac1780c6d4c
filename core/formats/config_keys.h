// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kernels/error.h"

#include <nlohmann/json_fwd.hpp>

#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>

namespace salient {

// Values of a `quantization_config`. `place` begins the messages ("/m/config.json: \"quantization_config\""), `key` is
// the usual spelling. All throw Error (input) quantization.bad_config.

/// The first of the spellings that is there and not null; else null.
const nlohmann::ordered_json* findKey(const nlohmann::ordered_json& section,
                                      std::initializer_list<const char*> spellings);

Error badKey(const std::string& place, const char* key, const char* expected, const nlohmann::ordered_json* found);

void requireObject(const nlohmann::ordered_json& section, const std::string& place);
int64_t integerOf(const nlohmann::ordered_json* value, const std::string& place, const char* key);
bool flagOf(const nlohmann::ordered_json* value, bool whenAbsent, const std::string& place, const char* key);
std::string lowerCase(std::string_view text);
std::string lowerText(const nlohmann::ordered_json* value, const std::string& place, const char* key);
/// `group_size`: a positive number, or −1 for the whole row, which is 0 here.
int64_t groupSizeOf(const nlohmann::ordered_json* value, const std::string& place);

} // namespace salient
