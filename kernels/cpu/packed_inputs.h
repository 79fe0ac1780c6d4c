// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kernels/cpu/cpu_packed_weight.h"
#include "kernels/cpu/isa/vector_kernels.h"
#include "kernels/tensor.h"

#include <cstdint>
#include <span>
#include <vector>

namespace salient {

/// Activations x[T, in] as integers of 16 bits with a power of two per section, for products with packed weights. Keeps
/// its memory between calls.
class PackedInputs {
public:
    /// `order` as PackedLinear::inputOrder(). Up to kPackedTokens rows lie one after another, more in strips.
    void prepare(const TensorView& x, const PackedInputShape& shape, std::span<const int32_t> order,
                 const PackedProductKernels& kernels);

    bool inStrips() const { return m_inStrips; }
    int64_t strips() const { return m_strips; }
    const int16_t* codes() const { return m_codes.data(); } ///< [T, sections · padded], not in strips
    const int32_t* pairs() const { return m_pairs.data(); } ///< [strips, sections, padded / 2, stripRows]
    const float* scales() const { return m_scales.data(); } ///< [T, sections], or [strips, sections, stripRows]
    const int32_t* sums() const { return m_sums.data(); }   ///< [T, sections], not in strips

private:
    void prepareRows(const TensorView& x, const PackedInputShape& shape, std::span<const int32_t> order,
                     const PackedProductKernels& kernels);
    void prepareStrip(int64_t strip, const TensorView& x, const PackedInputShape& shape, std::span<const int32_t> order,
                      const PackedProductKernels& kernels);

    bool m_inStrips = false;
    int64_t m_strips = 0;
    std::vector<int16_t> m_codes;
    std::vector<int32_t> m_pairs;
    std::vector<float> m_scales;
    std::vector<int32_t> m_sums;
};

} // namespace salient
