// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kernels/dtype.h"
#include "kernels/quant_spec.h"

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace salient {

/// A quantised weight [out, in]: `w[o, order[p]] = (code[o, p] − zero[o, p / group]) · scale[o, p / group]` for the
/// stored positions p of a row. This is the one place where the integers live; inference and every file format only
/// permute them.
class PackedLinear {
public:
    PackedLinear() = default;
    /// All codes 0. `groupSize` divides `in`; `bits` is 2…8.
    PackedLinear(int64_t out, int64_t in, int bits, int64_t groupSize);

    int64_t outFeatures() const { return m_out; }
    int64_t inFeatures() const { return m_in; }
    int bits() const { return m_bits; }
    int64_t groupSize() const { return m_groupSize; }
    int64_t groups() const { return m_in / m_groupSize; }

    /// Input channel of each stored position [in]; empty: position p is channel p. GPTQ's act-order gives every input a
    /// group of its own choice; its codes are stored sorted by group, so that groups stay neighbours.
    std::span<const int32_t> inputOrder() const { return m_inputOrder; }
    /// A permutation of 0…in−1, or empty.
    void setInputOrder(std::vector<int32_t> order);

    /// What inputs are rounded to before they are multiplied with it; nothing: they stay as they are.
    const std::optional<TokenRounding>& inputRounding() const { return m_inputRounding; }
    void setInputRounding(std::optional<TokenRounding> rounding) { m_inputRounding = rounding; }

    /// Codes of one output channel by stored position, one per byte [in]. `codes` has room for `in` values.
    void unpackRow(int64_t out, std::span<uint8_t> codes) const;
    void packRow(int64_t out, std::span<const uint8_t> codes);

    /// Zero points and scales [out, groups], row-major.
    std::span<const uint8_t> zeros() const { return m_zeros; }
    std::span<uint8_t> zeros() { return m_zeros; }
    std::span<const Float16> scales() const { return m_scales; }
    std::span<Float16> scales() { return m_scales; }

    /// Stored codes: two per byte (low nibble first) up to 4 bits, one per byte above. [out, rowBytes]
    std::span<const uint8_t> codes() const { return m_codes; }
    std::span<uint8_t> codes() { return m_codes; }
    int64_t rowBytes() const { return m_rowBytes; }

    /// One row as floats, by input channel [in].
    void dequantizeRow(int64_t out, std::span<float> weights) const;
    /// The same by stored position.
    void dequantizeStoredRow(int64_t out, std::span<float> weights) const;

    /// Memory held, in bytes.
    int64_t bytes() const;

private:
    int64_t m_out = 0;
    int64_t m_in = 0;
    int m_bits = 4;
    int64_t m_groupSize = 0;
    int64_t m_rowBytes = 0;
    std::vector<uint8_t> m_codes;
    std::vector<uint8_t> m_zeros;
    std::vector<Float16> m_scales;
    std::vector<int32_t> m_inputOrder;
    std::optional<TokenRounding> m_inputRounding;
};

} // namespace salient
