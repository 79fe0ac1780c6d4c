// SPDX-License-Identifier: Apache-2.0
#include "kernels/cpu/cpu_packed_weight.h"

#include "kernels/cpu/parallel_blocks.h"

#include <algorithm>
#include <array>
#include <cstring>

namespace salient {

namespace {

int storedBits(int bits) {
    return bits <= 4 ? bits : 8;
}

PackedInputShape inputShapeOf(const PackedLinear& weight, int64_t codesPerWord) {
    PackedInputShape shape;
    shape.in = weight.inFeatures();
    shape.group = weight.groupSize();
    const int64_t perGroup = dividedUp(shape.group, kPackedSection);
    shape.section = dividedUp(shape.group, perGroup);
    shape.padded = dividedUp(shape.section, codesPerWord) * codesPerWord;
    shape.sections = weight.groups() * dividedUp(shape.group, shape.section);
    return shape;
}

// Where input i of a section lies: its word, and the shift in it.
struct CodePlace {
    int64_t word;
    int shift;
};

CodePlace placeOf(int64_t input, int bits) {
    const int64_t perWord = packedCodesPerWord(bits);
    const int64_t inWord = input % perWord;
    return {input / perWord, static_cast<int>(inWord / 2) * bits + (inWord % 2 == 0 ? 0 : 16)};
}

} // namespace

CpuPackedWeight::CpuPackedWeight(const PackedLinear& weight, WeightArena& arena)
    : m_out(weight.outFeatures()), m_inputOrder(weight.inputOrder().begin(), weight.inputOrder().end()) {
    const int bits = storedBits(weight.bits());
    m_shape = inputShapeOf(weight, packedCodesPerWord(bits));
    m_blocks.bits = bits;
    m_blocks.sections = m_shape.sections;
    m_blocks.words = m_shape.padded / packedCodesPerWord(bits);
    m_blocks.codesOffset = dividedUp(m_shape.sections * kPackedMetaBytes, 64) * 64;
    m_blocks.blockBytes = m_blocks.codesOffset +
                          m_shape.sections * m_blocks.words * kPackedColumns * static_cast<int64_t>(sizeof(uint32_t));
    m_data = arena.take(bytes());
    m_blocks.data = m_data.get();
    forEachBlock(blockCount(), 1, [&](int64_t begin, int64_t end) {
        for (int64_t block = begin; block < end; ++block) {
            packBlock(weight, block);
        }
    });
}

// Columns beyond the last output have scales of 0.
void CpuPackedWeight::packBlock(const PackedLinear& weight, int64_t block) {
    std::byte* data = m_data.get() + block * m_blocks.blockBytes;
    std::memset(data, 0, static_cast<size_t>(m_blocks.blockBytes));
    auto* words = reinterpret_cast<uint32_t*>(data + m_blocks.codesOffset);
    const int64_t columns = std::min(kPackedColumns, m_out - block * kPackedColumns);
    const int64_t perGroup = m_shape.sections / weight.groups();
    std::vector<CodePlace> places(static_cast<size_t>(m_shape.section));
    for (int64_t i = 0; i < m_shape.section; ++i) {
        places[static_cast<size_t>(i)] = placeOf(i, m_blocks.bits);
    }
    std::vector<uint8_t> codes(static_cast<size_t>(m_shape.in));
    for (int64_t column = 0; column < columns; ++column) {
        const int64_t row = block * kPackedColumns + column;
        weight.unpackRow(row, codes);
        for (int64_t section = 0; section < m_shape.sections; ++section) {
            const int64_t group = section / perGroup;
            const int64_t first = (section % perGroup) * m_shape.section;
            const int64_t count = std::min(m_shape.section, m_shape.group - first);
            const auto stored = static_cast<size_t>(row * weight.groups() + group);
            std::byte* meta = data + section * kPackedMetaBytes;
            std::memcpy(meta + 2 * column, &weight.scales()[stored].bits, sizeof(uint16_t));
            meta[2 * kPackedColumns + column] = std::byte{weight.zeros()[stored]};
            uint32_t* to = words + section * m_blocks.words * kPackedColumns + column;
            const uint8_t* from = codes.data() + group * m_shape.group + first;
            for (int64_t i = 0; i < count; ++i) {
                const CodePlace place = places[static_cast<size_t>(i)];
                to[place.word * kPackedColumns] |= static_cast<uint32_t>(from[i]) << place.shift;
            }
        }
    }
}

} // namespace salient
