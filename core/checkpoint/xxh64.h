// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

namespace salient {

/// XXH64 of these bytes with seed 0: a checksum at the speed of memory, against damage and not against intent.
uint64_t xxh64(std::span<const std::byte> bytes);

} // namespace salient
