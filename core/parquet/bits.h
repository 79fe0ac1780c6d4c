// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/parquet/fault.h"

#include <algorithm>
#include <cstdint>
#include <cstring>

namespace salient::parquet {

/// `width` (0 to 64) bits that begin at bit `position`, counted from the lowest bit of the first byte; bits beyond the
/// bytes are 0. Numbers are little-endian, as everywhere in Parquet.
inline uint64_t bitsAt(Bytes bytes, uint64_t position, int width) {
    if (width == 0) {
        return 0;
    }
    const uint64_t first = position / 8;
    const auto shift = static_cast<int>(position % 8);
    uint64_t word = 0;
    if (first < bytes.size()) {
        std::memcpy(&word, bytes.data() + first, std::min<size_t>(8, bytes.size() - first));
    }
    word >>= shift;
    if (shift + width > 64 && first + 8 < bytes.size()) {
        word |= std::to_integer<uint64_t>(bytes[first + 8]) << (64 - shift);
    }
    return width == 64 ? word : word & ((uint64_t{1} << width) - 1);
}

/// A little-endian value at `offset`, which lies sizeof(T) before the end at least.
template <class T>
T valueAt(Bytes bytes, size_t offset) {
    T value;
    std::memcpy(&value, bytes.data() + offset, sizeof value);
    return value;
}

/// An unsigned LEB128 number at `position`, which moves behind it. Throws Fault.
inline uint64_t takeVarint(Bytes bytes, size_t& position) {
    uint64_t value = 0;
    for (int shift = 0; shift < 64; shift += 7) {
        if (position >= bytes.size()) {
            throw damaged("a page ends in the middle of a number");
        }
        const auto next = std::to_integer<uint64_t>(bytes[position++]);
        value |= (next & 0x7FU) << shift;
        if ((next & 0x80U) == 0) {
            return value;
        }
    }
    throw damaged("a number in a page is longer than 64 bits");
}

} // namespace salient::parquet
