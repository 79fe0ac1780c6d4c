// SPDX-License-Identifier: Apache-2.0
#include "kernels/cpu/cpu_packed_weight.h"

#include "kernels/cpu/parallel_blocks.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <utility>

namespace salient {

namespace {

int storedBits(int bits) {
    return bits <= 4 ? bits : 8;
}

PackedInputShape inputShapeOf(const PackedForm& form, int64_t codesPerWord) {
    PackedInputShape shape;
    shape.in = form.in;
    shape.group = form.groupSize;
    const int64_t perGroup = dividedUp(shape.group, kPackedSection);
    shape.section = dividedUp(shape.group, perGroup);
    shape.padded = dividedUp(shape.section, codesPerWord) * codesPerWord;
    shape.sections = shape.in / shape.group * dividedUp(shape.group, shape.section);
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

// Sixteen stored 4-bit codes, two per byte, as the two words that hold them: even inputs in the low halves.
uint64_t wordsOfNibbles(uint64_t stored) {
    const auto gathered = [](uint64_t nibbles) {
        nibbles &= 0x0F0F0F0F0F0F0F0FULL;
        nibbles = (nibbles | nibbles >> 4) & 0x00FF00FF00FF00FFULL;
        return (nibbles | nibbles >> 8) & 0x0000FFFF0000FFFFULL;
    };
    return gathered(stored) | gathered(stored >> 4) << 16;
}

// Eight stored 8-bit codes as the two words that hold them: the middle bytes of each four change places.
uint64_t wordsOfBytes(uint64_t stored) {
    return (stored & 0xFF0000FFFF0000FFULL) | (stored >> 8 & 0x0000FF000000FF00ULL) |
           (stored << 8 & 0x00FF000000FF0000ULL);
}

} // namespace

CpuPackedWeight::CpuPackedWeight(PackedForm form, WeightArena& arena)
    : m_out(form.out), m_inputOrder(std::move(form.inputOrder)) {
    const int bits = storedBits(form.bits);
    m_shape = inputShapeOf(form, packedCodesPerWord(bits));
    m_blocks.bits = bits;
    m_blocks.sections = m_shape.sections;
    m_blocks.words = m_shape.padded / packedCodesPerWord(bits);
    m_blocks.codesOffset = dividedUp(m_shape.sections * kPackedMetaBytes, 64) * 64;
    m_blocks.blockBytes = m_blocks.codesOffset +
                          m_shape.sections * m_blocks.words * kPackedColumns * static_cast<int64_t>(sizeof(uint32_t));
    m_data = arena.take(bytes());
    m_blocks.data = m_data.get();
}

CpuPackedWeight::CpuPackedWeight(const PackedLinear& weight, WeightArena& arena)
    : CpuPackedWeight({weight.outFeatures(),
                       weight.inFeatures(),
                       weight.bits(),
                       weight.groupSize(),
                       {weight.inputOrder().begin(), weight.inputOrder().end()}},
                      arena) {
    forEachBlock(blockCount(), 1, [&](int64_t begin, int64_t end) {
        for (int64_t block = begin; block < end; ++block) {
            packBlock(weight, block);
        }
    });
}

CpuPackedWeight::CpuPackedWeight(const PackedForm& form, WeightArena& arena,
                                 const std::function<void(std::span<std::byte>)>& fill)
    : CpuPackedWeight(form, arena) {
    fill({m_data.get(), static_cast<size_t>(bytes())});
}

// Columns beyond the last output have scales of 0.
void CpuPackedWeight::packBlock(const PackedLinear& weight, int64_t block) {
    std::memset(m_data.get() + block * m_blocks.blockBytes, 0, static_cast<size_t>(m_blocks.blockBytes));
    packGroups(weight, block);
    const bool wholeGroups = m_shape.group % m_shape.section == 0;
    if (weight.bits() == 4 && wholeGroups && m_shape.section % 16 == 0) {
        packWordPairs<wordsOfNibbles>(weight, block);
    } else if (m_blocks.bits == 8 && wholeGroups && m_shape.section % 8 == 0) {
        packWordPairs<wordsOfBytes>(weight, block);
    } else {
        packCodes(weight, block);
    }
}

void CpuPackedWeight::packGroups(const PackedLinear& weight, int64_t block) {
    std::byte* data = m_data.get() + block * m_blocks.blockBytes;
    const int64_t columns = columnsOf(block);
    const int64_t perGroup = m_shape.sections / weight.groups();
    for (int64_t column = 0; column < columns; ++column) {
        const int64_t row = block * kPackedColumns + column;
        for (int64_t section = 0; section < m_shape.sections; ++section) {
            const auto stored = static_cast<size_t>(row * weight.groups() + section / perGroup);
            std::byte* meta = data + section * kPackedMetaBytes;
            std::memcpy(meta + 2 * column, &weight.scales()[stored].bits, sizeof(uint16_t));
            meta[2 * kPackedColumns + column] = std::byte{weight.zeros()[stored]};
        }
    }
}

// Where sections are whole words, a row's stored bytes become words of its column eight bytes at a time.
template <uint64_t (*wordsOf)(uint64_t)>
void CpuPackedWeight::packWordPairs(const PackedLinear& weight, int64_t block) {
    std::byte* data = m_data.get() + block * m_blocks.blockBytes + m_blocks.codesOffset;
    const int64_t columns = columnsOf(block);
    const int64_t pairs = weight.rowBytes() / static_cast<int64_t>(sizeof(uint64_t));
    const uint8_t* rows = weight.codes().data() + block * kPackedColumns * weight.rowBytes();
    for (int64_t pair = 0; pair < pairs; ++pair) {
        std::array<uint32_t, 2 * kPackedColumns> words{};
        for (int64_t column = 0; column < columns; ++column) {
            uint64_t stored = 0;
            std::memcpy(&stored, rows + column * weight.rowBytes() + pair * 8, sizeof(stored));
            const uint64_t both = wordsOf(stored);
            words[static_cast<size_t>(column)] = static_cast<uint32_t>(both);
            words[static_cast<size_t>(kPackedColumns + column)] = static_cast<uint32_t>(both >> 32);
        }
        std::memcpy(data + pair * static_cast<int64_t>(sizeof(words)), words.data(), sizeof(words));
    }
}

void CpuPackedWeight::packCodes(const PackedLinear& weight, int64_t block) {
    auto* words = reinterpret_cast<uint32_t*>(m_data.get() + block * m_blocks.blockBytes + m_blocks.codesOffset);
    const int64_t columns = columnsOf(block);
    const int64_t perGroup = m_shape.sections / weight.groups();
    std::vector<CodePlace> places(static_cast<size_t>(m_shape.section));
    for (int64_t i = 0; i < m_shape.section; ++i) {
        places[static_cast<size_t>(i)] = placeOf(i, m_blocks.bits);
    }
    std::vector<uint8_t> codes(static_cast<size_t>(m_shape.in));
    for (int64_t column = 0; column < columns; ++column) {
        weight.unpackRow(block * kPackedColumns + column, codes);
        for (int64_t section = 0; section < m_shape.sections; ++section) {
            const int64_t first = (section % perGroup) * m_shape.section;
            const int64_t count = std::min(m_shape.section, m_shape.group - first);
            uint32_t* to = words + section * m_blocks.words * kPackedColumns + column;
            const uint8_t* from = codes.data() + section / perGroup * m_shape.group + first;
            for (int64_t i = 0; i < count; ++i) {
                const CodePlace place = places[static_cast<size_t>(i)];
                to[place.word * kPackedColumns] |= static_cast<uint32_t>(from[i]) << place.shift;
            }
        }
    }
}

} // namespace salient
