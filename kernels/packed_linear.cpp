// SPDX-License-Identifier: Apache-2.0
#include "kernels/packed_linear.h"

#include <algorithm>
#include <cassert>
#include <utility>

namespace salient {

PackedLinear::PackedLinear(int64_t out, int64_t in, int bits, int64_t groupSize)
    : m_out(out), m_in(in), m_bits(bits), m_groupSize(groupSize), m_rowBytes(bits <= 4 ? (in + 1) / 2 : in) {
    assert(out >= 0 && in >= 0 && bits >= 2 && bits <= 8);
    assert(groupSize > 0 && in % groupSize == 0);
    m_codes.resize(static_cast<size_t>(m_out * m_rowBytes));
    m_zeros.resize(static_cast<size_t>(m_out * groups()));
    m_scales.resize(static_cast<size_t>(m_out * groups()));
}

void PackedLinear::unpackRow(int64_t out, std::span<uint8_t> codes) const {
    assert(out >= 0 && out < m_out && static_cast<int64_t>(codes.size()) >= m_in);
    const uint8_t* row = m_codes.data() + out * m_rowBytes;
    if (m_bits > 4) {
        std::copy_n(row, m_in, codes.begin());
        return;
    }
    const int64_t pairs = m_in / 2;
    for (int64_t pair = 0; pair < pairs; ++pair) {
        codes[2 * pair] = row[pair] & 0x0FU;
        codes[2 * pair + 1] = static_cast<uint8_t>(row[pair] >> 4U);
    }
    if (m_in % 2 != 0) {
        codes[m_in - 1] = row[pairs] & 0x0FU;
    }
}

void PackedLinear::packRow(int64_t out, std::span<const uint8_t> codes) {
    assert(out >= 0 && out < m_out && static_cast<int64_t>(codes.size()) >= m_in);
    assert(std::all_of(codes.begin(), codes.begin() + m_in, [this](uint8_t code) { return code < (1U << m_bits); }));
    uint8_t* row = m_codes.data() + out * m_rowBytes;
    if (m_bits > 4) {
        std::copy_n(codes.begin(), m_in, row);
        return;
    }
    const int64_t pairs = m_in / 2;
    for (int64_t pair = 0; pair < pairs; ++pair) {
        row[pair] = static_cast<uint8_t>(codes[2 * pair] | (codes[2 * pair + 1] << 4U));
    }
    if (m_in % 2 != 0) {
        row[pairs] = codes[m_in - 1];
    }
}

void PackedLinear::setInputOrder(std::vector<int32_t> order) {
    assert(order.empty() || static_cast<int64_t>(order.size()) == m_in);
    m_inputOrder = std::move(order);
}

void PackedLinear::dequantizeRow(int64_t out, std::span<float> weights) const {
    if (m_inputOrder.empty()) {
        dequantizeStoredRow(out, weights);
        return;
    }
    std::vector<float> stored(m_inputOrder.size());
    dequantizeStoredRow(out, stored);
    for (size_t position = 0; position < stored.size(); ++position) {
        weights[static_cast<size_t>(m_inputOrder[position])] = stored[position];
    }
}

void PackedLinear::dequantizeStoredRow(int64_t out, std::span<float> weights) const {
    assert(out >= 0 && out < m_out && static_cast<int64_t>(weights.size()) >= m_in);
    const uint8_t* row = m_codes.data() + out * m_rowBytes;
    const int64_t groupCount = groups();
    for (int64_t group = 0; group < groupCount; ++group) {
        const float scale = toFloat(m_scales[out * groupCount + group]);
        const int zero = m_zeros[out * groupCount + group];
        for (int64_t i = group * m_groupSize; i < (group + 1) * m_groupSize; ++i) {
            const int code = m_bits > 4 ? row[i] : (row[i / 2] >> (i % 2 == 0 ? 0U : 4U)) & 0x0F;
            weights[i] = static_cast<float>(code - zero) * scale;
        }
    }
}

int64_t PackedLinear::bytes() const {
    return static_cast<int64_t>(m_codes.size() + m_zeros.size() + m_scales.size() * sizeof(Float16) +
                                m_inputOrder.size() * sizeof(int32_t));
}

} // namespace salient
