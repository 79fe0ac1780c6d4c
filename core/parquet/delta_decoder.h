// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/parquet/fault.h"

#include <cstdint>
#include <vector>

namespace salient::parquet {

/// Reads DELTA_BINARY_PACKED. Source: apache/parquet-format, Encodings.md, "Delta Encoding".
class DeltaDecoder {
public:
    /// Throws Fault.
    explicit DeltaDecoder(Bytes bytes);

    uint64_t count() const { return m_count; }
    /// The next value; sums wrap around. Throws Fault.
    int64_t next();
    /// Where the bytes after the last value begin. Throws Fault.
    size_t end() const;

private:
    void nextBlock();
    void nextMiniblock();

    Bytes m_bytes;
    size_t m_position = 0;
    uint64_t m_count = 0;
    uint64_t m_left = 0; ///< values not yet given out
    uint64_t m_miniblocks = 0;
    uint64_t m_valuesPerMiniblock = 0;
    uint64_t m_value = 0;
    bool m_first = true;
    uint64_t m_minimum = 0;
    Bytes m_widths; ///< one byte per miniblock of the block at hand
    uint64_t m_miniblock = 0;
    uint64_t m_leftInMiniblock = 0;
    Bytes m_packed;
    int m_width = 0;
    uint64_t m_bit = 0;
};

} // namespace salient::parquet
