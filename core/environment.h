// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>

namespace salient {

/// The value of an environment variable; empty where it is not set.
std::string environmentText(const char* name);

/// The whole number ≥ 0 that a variable holds, nothing where it is not set or empty. Throws Error (usage) for anything
/// else; `unit` is what it counts, in the plural ("bytes").
std::optional<int64_t> environmentCount(const char* name, const char* unit);

} // namespace salient
