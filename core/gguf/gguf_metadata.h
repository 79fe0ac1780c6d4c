// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/gguf/gguf_type.h"

#include <cstdint>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace salient {

/// A value of the metadata: one of the twelve scalars of GGUF (ggml/include/gguf.h, gguf_type), or a list of one of
/// them in the same order. Lists of lists are neither read nor written.
using GgufValue =
    std::variant<uint8_t, int8_t, uint16_t, int16_t, uint32_t, int32_t, float, bool, std::string, uint64_t, int64_t,
                 double, std::vector<uint8_t>, std::vector<int8_t>, std::vector<uint16_t>, std::vector<int16_t>,
                 std::vector<uint32_t>, std::vector<int32_t>, std::vector<float>, std::vector<bool>,
                 std::vector<std::string>, std::vector<uint64_t>, std::vector<int64_t>, std::vector<double>>;
inline constexpr size_t kGgufScalars = 12;

/// The number of a scalar in the files: lists have 9, which lies between text and the 64-bit numbers.
constexpr uint32_t scalarNumber(size_t index) {
    return static_cast<uint32_t>(index < 9 ? index : index + 1);
}
inline constexpr uint32_t kGgufListNumber = 9;

/// Keys and values in the order of the file.
using GgufMetadata = std::vector<std::pair<std::string, GgufValue>>;

/// A tensor of the file: sizes innermost first, as GGUF has them ([in, out] of a linear).
struct GgufTensor {
    std::string name;
    GgufType type = GgufType::F32;
    std::vector<int64_t> sizes;

    int64_t columns() const { return sizes.front(); }
    int64_t rows() const {
        int64_t rows = 1;
        for (size_t axis = 1; axis < sizes.size(); ++axis) {
            rows *= sizes[axis];
        }
        return rows;
    }
    int64_t values() const { return columns() * rows(); }
    int64_t bytes() const { return rows() * rowBytes(type, columns()); }
};

/// Where the data of tensors begin, in bytes: always the default of the format.
inline constexpr int64_t kGgufAlignment = 32;
inline constexpr uint32_t kGgufVersion = 3;
inline constexpr uint32_t kGgufMagic = 0x46554747; // "GGUF"

constexpr int64_t alignedUp(int64_t bytes, int64_t alignment) {
    return (bytes + alignment - 1) / alignment * alignment;
}

} // namespace salient
