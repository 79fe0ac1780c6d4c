// SPDX-License-Identifier: Apache-2.0
#include "core/checkpoint/xxh64.h"

#include <xxhash.h>

namespace salient {

uint64_t xxh64(std::span<const std::byte> bytes) {
    return XXH64(bytes.data(), bytes.size(), 0);
}

} // namespace salient
