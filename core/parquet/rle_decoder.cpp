// SPDX-License-Identifier: Apache-2.0
#include "core/parquet/rle_decoder.h"

#include "core/parquet/bits.h"

#include <fmt/format.h>

#include <algorithm>

namespace salient::parquet {

RleDecoder::RleDecoder(Bytes bytes, int bitWidth) : m_bytes(bytes), m_bitWidth(bitWidth) {
    if (bitWidth < 0 || bitWidth > 32) {
        throw damaged(fmt::format("expected indices of at most 32 bits, found {}", bitWidth));
    }
}

void RleDecoder::nextRun() {
    const uint64_t header = takeVarint(m_bytes, m_position);
    const size_t left = m_bytes.size() - m_position;
    m_packed = (header & 1) != 0;
    if (!m_packed) {
        const size_t width = (static_cast<size_t>(m_bitWidth) + 7) / 8;
        if (width > left) {
            throw damaged("a run of equal values ends early");
        }
        m_value = static_cast<uint32_t>(bitsAt(m_bytes.subspan(m_position, width), 0, m_bitWidth));
        m_position += width;
        m_left = header >> 1;
        return;
    }
    // A group is 8 values of bitWidth bits, thus bitWidth bytes; writers may cut the padding off the last one.
    const uint64_t groups = header >> 1;
    const auto width = static_cast<uint64_t>(m_bitWidth);
    const bool whole = width == 0 || groups <= left / width;
    const uint64_t size = whole ? groups * width : left;
    m_packedBytes = m_bytes.subspan(m_position, size);
    m_position += size;
    m_bit = 0;
    m_left = whole ? groups * 8 : size * 8 / width;
}

void RleDecoder::takePacked(std::span<uint32_t> values) {
    for (uint32_t& value : values) {
        value = static_cast<uint32_t>(bitsAt(m_packedBytes, m_bit, m_bitWidth));
        m_bit += static_cast<uint64_t>(m_bitWidth);
    }
}

void RleDecoder::read(std::span<uint32_t> values) {
    while (!values.empty()) {
        if (m_left == 0) {
            nextRun();
            continue;
        }
        const size_t count = static_cast<size_t>(std::min<uint64_t>(m_left, values.size()));
        const auto now = values.first(count);
        if (m_packed) {
            takePacked(now);
        } else {
            std::fill(now.begin(), now.end(), m_value);
        }
        m_left -= count;
        values = values.subspan(count);
    }
}

} // namespace salient::parquet
