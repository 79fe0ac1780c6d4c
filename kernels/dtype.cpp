// SPDX-License-Identifier: Apache-2.0
#include "kernels/dtype.h"

#include <array>

namespace salient {

namespace {

struct TypeEntry {
    DType type;
    std::string_view name;
    int64_t bytes;
};

constexpr std::array<TypeEntry, 10> kTypes = {{
    {DType::F64, "F64", 8},
    {DType::F32, "F32", 4},
    {DType::F16, "F16", 2},
    {DType::BF16, "BF16", 2},
    {DType::I64, "I64", 8},
    {DType::I32, "I32", 4},
    {DType::I16, "I16", 2},
    {DType::I8, "I8", 1},
    {DType::U8, "U8", 1},
    {DType::Bool, "BOOL", 1},
}};

const TypeEntry& entryOf(DType type) {
    return kTypes[static_cast<size_t>(type)];
}

// Shifts right by `bits` (1 … 31), to nearest with ties to even.
uint32_t shiftRoundingToEven(uint32_t value, uint32_t bits) {
    const uint32_t kept = value >> bits;
    const uint32_t rest = value & ((1U << bits) - 1U);
    const uint32_t half = 1U << (bits - 1U);
    return kept + ((rest > half || (rest == half && (kept & 1U) != 0)) ? 1U : 0U);
}

} // namespace

int64_t dtypeBytes(DType type) {
    return entryOf(type).bytes;
}

std::string_view dtypeName(DType type) {
    return entryOf(type).name;
}

std::optional<DType> dtypeFromName(std::string_view name) {
    for (const TypeEntry& entry : kTypes) {
        if (entry.name == name) {
            return entry.type;
        }
    }
    return std::nullopt;
}

BFloat16 toBFloat16(float value) {
    const auto bits = std::bit_cast<uint32_t>(value);
    if ((bits & 0x7FFFFFFFU) > 0x7F800000U) {
        // Rounding could carry a NaN's payload into infinity; the quiet bit keeps it a NaN.
        return {static_cast<uint16_t>((bits >> 16) | 0x0040U)};
    }
    return {static_cast<uint16_t>(shiftRoundingToEven(bits, 16))};
}

float toFloat(Float16 value) {
    const uint32_t sign = (value.bits & 0x8000U) << 16;
    const uint32_t exponent = (value.bits >> 10) & 0x1FU;
    const uint32_t mantissa = value.bits & 0x3FFU;
    if (exponent == 0x1FU) {
        return std::bit_cast<float>(sign | 0x7F800000U | (mantissa << 13));
    }
    if (exponent == 0) {
        // Subnormal halves are multiples of 2^-24, which floats hold exactly.
        const float magnitude = static_cast<float>(mantissa) * 0x1p-24F;
        return sign != 0 ? -magnitude : magnitude;
    }
    return std::bit_cast<float>(sign | ((exponent + 112U) << 23) | (mantissa << 13));
}

Float16 toFloat16(float value) {
    const auto bits = std::bit_cast<uint32_t>(value);
    const auto sign = static_cast<uint16_t>((bits >> 16) & 0x8000U);
    const uint32_t magnitude = bits & 0x7FFFFFFFU;
    if (magnitude > 0x7F800000U) {
        return {static_cast<uint16_t>(sign | 0x7E00U)};
    }
    const uint32_t exponent = magnitude >> 23;
    if (exponent >= 143U) { // 2^16 and above, infinity
        return {static_cast<uint16_t>(sign | 0x7C00U)};
    }
    if (exponent < 102U) { // below 2^-25: nearer to 0 than to the smallest subnormal
        return {sign};
    }
    if (exponent < 113U) {
        const uint32_t mantissa = (magnitude & 0x7FFFFFU) | 0x800000U;
        return {static_cast<uint16_t>(sign | shiftRoundingToEven(mantissa, 126U - exponent))};
    }
    // A carry out of the mantissa raises the exponent, up to infinity, as it should.
    return {static_cast<uint16_t>(sign | shiftRoundingToEven(magnitude - (112U << 23), 13))};
}

} // namespace salient
