// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <bit>
#include <cstdint>
#include <optional>
#include <string_view>

namespace salient {

/// Element types of tensors in files and in memory.
enum class DType { F64, F32, F16, BF16, I64, I32, I16, I8, U8, Bool };

/// Bytes of one element.
int64_t dtypeBytes(DType type);

/// The safetensors spelling, e.g. "BF16".
std::string_view dtypeName(DType type);

/// Inverse of dtypeName; nothing for a spelling that is not known.
std::optional<DType> dtypeFromName(std::string_view name);

inline bool isFloating(DType type) {
    return type == DType::F64 || type == DType::F32 || type == DType::F16 || type == DType::BF16;
}

/// A stored bfloat16: the upper half of a float.
struct BFloat16 {
    uint16_t bits = 0;
};

/// A stored IEEE half.
struct Float16 {
    uint16_t bits = 0;
};

inline float toFloat(BFloat16 value) {
    return std::bit_cast<float>(static_cast<uint32_t>(value.bits) << 16);
}

/// Rounds to nearest, ties to even; NaN stays NaN.
BFloat16 toBFloat16(float value);

float toFloat(Float16 value);

/// Rounds to nearest, ties to even; overflow gives infinity.
Float16 toFloat16(float value);

/// The float that a stored half would give back.
inline float roundToFloat16(float value) {
    return toFloat(toFloat16(value));
}
inline float roundToBFloat16(float value) {
    return toFloat(toBFloat16(value));
}

} // namespace salient
