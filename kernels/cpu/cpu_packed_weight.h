// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kernels/cpu/isa/packed_product_kernels.h"
#include "kernels/cpu/weight_arena.h"
#include "kernels/packed_linear.h"
#include "kernels/packed_weight.h"

#include <algorithm>
#include <functional>
#include <memory>
#include <span>
#include <vector>

namespace salient {

/// How the inputs of a packed weight are divided; weights that agree in it share prepared inputs.
struct PackedInputShape {
    int64_t in = 0;
    int64_t group = 0;
    int64_t section = 0;  ///< inputs that share scales and whose products add up in 32 bits
    int64_t padded = 0;   ///< integers per section
    int64_t sections = 0; ///< per row
    bool operator==(const PackedInputShape&) const = default;
};

/// Changes with what CpuPackedWeight lays out: with the blocks, the order of codes or the division into sections.
inline constexpr const char* kCpuPackedLayout = "cpu-columns16-v1";

/// The layout of kernels/cpu/isa/packed_product_kernels.h, the same on every instruction set. Bits 5, 6 and 7 lie in
/// 8.
class CpuPackedWeight final : public PackedWeight {
public:
    CpuPackedWeight(const PackedLinear& weight, WeightArena& arena);
    /// As Backend::restore().
    CpuPackedWeight(const PackedForm& form, WeightArena& arena, const std::function<void(std::span<std::byte>)>& fill);

    int64_t outFeatures() const override { return m_out; }
    int64_t inFeatures() const override { return m_shape.in; }
    int64_t bytes() const override { return blockCount() * m_blocks.blockBytes; }
    PackedForm form() const override { return {m_out, m_shape.in, m_blocks.bits, m_shape.group, m_inputOrder}; }
    std::span<const std::byte> data() const override { return {m_data.get(), static_cast<size_t>(bytes())}; }

    const PackedInputShape& inputShape() const { return m_shape; }
    /// As PackedLinear::inputOrder().
    std::span<const int32_t> inputOrder() const { return m_inputOrder; }
    const PackedBlocks& blocks() const { return m_blocks; }
    int64_t blockCount() const { return (m_out + kPackedColumns - 1) / kPackedColumns; }

private:
    /// Everything but the bytes, for which there is room then.
    CpuPackedWeight(PackedForm form, WeightArena& arena);
    void packBlock(const PackedLinear& weight, int64_t block);
    void packGroups(const PackedLinear& weight, int64_t block);
    void packCodes(const PackedLinear& weight, int64_t block);
    template <uint64_t (*wordsOf)(uint64_t)>
    void packWordPairs(const PackedLinear& weight, int64_t block);
    int64_t columnsOf(int64_t block) const { return std::min(kPackedColumns, m_out - block * kPackedColumns); }

    int64_t m_out = 0;
    PackedInputShape m_shape;
    PackedBlocks m_blocks;
    std::shared_ptr<std::byte> m_data;
    std::vector<int32_t> m_inputOrder;
};

} // namespace salient
