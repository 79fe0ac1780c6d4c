// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kernels/cpu/isa/vector_kernels.h"
#include "kernels/kv_store.h"

#include <vector>

namespace salient {

/// Neighbouring positions that lie together: all that attention needs of them per head is some dozens of kilobytes.
inline constexpr int64_t kStoreBlock = 256;

/// kStoreBlock positions of one head.
struct KvBlock {
    float* keyScales = nullptr;   ///< [kStoreBlock]
    float* valueScales = nullptr; ///< [kStoreBlock]
    int16_t* keys = nullptr;      ///< [kStoreBlock / columns, pairs of channels, columns, 2]
    int16_t* values = nullptr;    ///< [panels of channels, kStoreBlock / 2, columns, 2]
};

/// Codes and scales of isa/key_value_kernels.h, in the panels that products take. Every key and value has its own scale
/// per head, so that nothing stored changes when something is appended.
class CpuKvStore final : public KvStore {
public:
    CpuKvStore(int64_t kvHeads, int64_t headDim, const KeyValueKernels& kernels);

    int64_t length() const override { return m_length; }
    void append(const TensorView& k, const TensorView& v) override;
    void truncate(int64_t length) override;
    int64_t bytes() const override;
    int64_t bytesFor(int64_t positions) const override;

    int64_t kvHeads() const { return m_kvHeads; }
    int64_t headDim() const { return m_headDim; }
    /// Pairs of channels, the last one filled up with a zero.
    int64_t pairs() const { return (m_headDim + 1) / 2; }
    int64_t valuePanels() const { return (m_headDim + m_kernels.columns - 1) / m_kernels.columns; }
    /// Positions [index · kStoreBlock, (index + 1) · kStoreBlock) of a head.
    KvBlock block(int64_t index, int64_t kvHead) const;

private:
    int64_t keyCodes() const { return 2 * pairs() * kStoreBlock; }                         // of a head's block
    int64_t valueCodes() const { return valuePanels() * m_kernels.columns * kStoreBlock; } // of a head's block
    int64_t headBytes() const;                                                             // of a head's block
    void appendHead(const TensorView& k, const TensorView& v, int64_t kvHead) const;
    float storeKey(const float* k, int64_t position, const KvBlock& to, std::vector<int16_t>& codes) const;
    float storeValue(const float* v, int64_t position, const KvBlock& to, std::vector<int16_t>& codes) const;

    int64_t m_kvHeads;
    int64_t m_headDim;
    const KeyValueKernels& m_kernels;
    int64_t m_length = 0;
    std::vector<Tensor> m_blocks;        // U8 [kvHeads, headBytes]
    std::vector<std::byte*> m_blockData; // of m_blocks
};

} // namespace salient
