// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace salient {

/// How a GGUF file stores the values of a tensor; the numbers are those of the files (ggml/include/ggml.h, ggml_type).
/// A row is cut into blocks of neighbouring values; blocks hold what gguf_blocks.h says.
enum class GgufType : uint32_t { F32 = 0, F16 = 1, Q4_0 = 2, Q4_1 = 3, Q8_0 = 8, Q4_K = 12 };

/// The types that are read and written.
const std::vector<GgufType>& ggufTypes();
/// Nothing for a number that is none of these.
std::optional<GgufType> ggufTypeOf(uint32_t number);

std::string_view typeName(GgufType type); ///< "Q4_0"
int64_t blockValues(GgufType type);       ///< 1, 32 or 256
int64_t blockBytes(GgufType type);
/// Whether a row of so many values is a whole number of blocks.
inline bool fitsRow(GgufType type, int64_t columns) {
    return columns % blockValues(type) == 0;
}
/// Bytes of a row; it must fit.
inline int64_t rowBytes(GgufType type, int64_t columns) {
    return columns / blockValues(type) * blockBytes(type);
}

} // namespace salient
