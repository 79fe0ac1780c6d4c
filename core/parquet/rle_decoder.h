// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/parquet/fault.h"

#include <cstdint>
#include <span>

namespace salient::parquet {

/// Reads levels and dictionary indices: runs of one value mixed with bit-packed values.
/// Source: apache/parquet-format, Encodings.md, "Run Length Encoding / Bit-Packing Hybrid".
class RleDecoder {
public:
    RleDecoder() = default;
    /// `bitWidth`: 0 to 32. Throws Fault.
    RleDecoder(Bytes bytes, int bitWidth);

    /// Fills `values`. Throws Fault when there are fewer.
    void read(std::span<uint32_t> values);

private:
    void nextRun();
    void takePacked(std::span<uint32_t> values);

    Bytes m_bytes;
    int m_bitWidth = 0;
    size_t m_position = 0;
    uint64_t m_left = 0; ///< values of the run at hand
    bool m_packed = false;
    uint32_t m_value = 0;
    Bytes m_packedBytes;
    uint64_t m_bit = 0;
};

} // namespace salient::parquet
