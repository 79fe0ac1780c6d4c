// SPDX-License-Identifier: Apache-2.0
#include "core/parquet/delta_decoder.h"

#include "core/parquet/bits.h"

#include <fmt/format.h>

#include <algorithm>

namespace salient::parquet {

/// Writers use 128 values in 4 miniblocks.
static constexpr uint64_t kLargestBlock = 1 << 20;

static uint64_t takeZigzag(Bytes bytes, size_t& position) {
    const uint64_t value = takeVarint(bytes, position);
    return (value >> 1) ^ (0 - (value & 1));
}

DeltaDecoder::DeltaDecoder(Bytes bytes) : m_bytes(bytes) {
    const uint64_t block = takeVarint(bytes, m_position);
    m_miniblocks = takeVarint(bytes, m_position);
    m_count = takeVarint(bytes, m_position);
    m_value = takeZigzag(bytes, m_position);
    m_left = m_count;
    if (block == 0 || block > kLargestBlock || m_miniblocks == 0 || m_miniblocks > block || block % m_miniblocks != 0 ||
        block / m_miniblocks % 8 != 0) {
        throw damaged(fmt::format("delta blocks of {} values in {} miniblocks are not possible", block, m_miniblocks));
    }
    m_valuesPerMiniblock = block / m_miniblocks;
    m_miniblock = m_miniblocks; // the first block comes with the second value
}

void DeltaDecoder::nextBlock() {
    m_minimum = takeZigzag(m_bytes, m_position);
    if (m_miniblocks > m_bytes.size() - m_position) {
        throw damaged("a delta block ends early");
    }
    m_widths = m_bytes.subspan(m_position, m_miniblocks);
    m_position += m_miniblocks;
    m_miniblock = 0;
}

void DeltaDecoder::nextMiniblock() {
    if (m_miniblock == m_miniblocks) {
        nextBlock();
    }
    m_width = std::to_integer<int>(m_widths[m_miniblock++]);
    if (m_width > 64) {
        throw damaged(fmt::format("expected deltas of at most 64 bits, found {}", m_width));
    }
    // The last miniblock is padded, but not by every writer.
    const uint64_t whole = m_valuesPerMiniblock * static_cast<uint64_t>(m_width) / 8;
    const uint64_t needed = (std::min(m_left, m_valuesPerMiniblock) * static_cast<uint64_t>(m_width) + 7) / 8;
    const uint64_t left = m_bytes.size() - m_position;
    if (needed > left) {
        throw damaged("a delta miniblock ends early");
    }
    const uint64_t size = std::min(whole, left);
    m_packed = m_bytes.subspan(m_position, size);
    m_position += size;
    m_bit = 0;
    m_leftInMiniblock = m_valuesPerMiniblock;
}

int64_t DeltaDecoder::next() {
    if (m_left == 0) {
        throw damaged(fmt::format("a page holds {} delta values, more are needed", m_count));
    }
    if (!m_first) {
        if (m_leftInMiniblock == 0) {
            nextMiniblock();
        }
        m_value += m_minimum + bitsAt(m_packed, m_bit, m_width);
        m_bit += static_cast<uint64_t>(m_width);
        --m_leftInMiniblock;
    }
    m_first = false;
    --m_left;
    return static_cast<int64_t>(m_value);
}

size_t DeltaDecoder::end() const {
    DeltaDecoder ahead = *this;
    ahead.m_left -= ahead.m_first && ahead.m_left > 0 ? 1 : 0;
    ahead.m_first = false;
    while (ahead.m_left > 0) {
        if (ahead.m_leftInMiniblock == 0) {
            ahead.nextMiniblock();
        }
        const uint64_t passed = std::min(ahead.m_left, ahead.m_leftInMiniblock);
        ahead.m_left -= passed;
        ahead.m_leftInMiniblock -= passed;
    }
    return ahead.m_position;
}

} // namespace salient::parquet
