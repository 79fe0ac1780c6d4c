// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <utility>

namespace salient::parquet {

using Bytes = std::span<const std::byte>;

/// What is wrong with some bytes, without their place: whoever knows file and column makes an Error of it.
struct Fault {
    std::string code; ///< "parquet.damaged" or "parquet.unsupported"
    std::string what; ///< ends without a full stop
};

inline Fault damaged(std::string what) {
    return {"parquet.damaged", std::move(what)};
}
inline Fault unsupported(std::string what) {
    return {"parquet.unsupported", std::move(what)};
}

} // namespace salient::parquet
