// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kernels/cpu/isa/vector_kernels.h"
#include "kernels/packed_linear.h"
#include "kernels/tensor.h"

#include <cstdint>

namespace salient {

/// Parts of the rows of a weight [out, in] in any floating type, as floats.
class DenseRows {
public:
    DenseRows(const TensorView& weight, const VectorKernels& kernels);

    int64_t out() const { return m_out; }
    int64_t in() const { return m_in; }
    /// Row `row`, inputs [begin, begin + count), into target[count].
    void copy(int64_t row, int64_t begin, int64_t count, float* target) const;
    /// A whole row as it is stored, and the product with such rows.
    const std::byte* stored(int64_t row) const { return m_data + row * m_in * dtypeBytes(m_dtype); }
    void (*rowProduct(const ProductKernels& kernels) const)(const RowProduct&) {
        return m_dtype == DType::BF16 ? kernels.multiplyBf16Rows
                                      : (m_dtype == DType::F16 ? kernels.multiplyHalfRows : kernels.multiplyRows);
    }
    /// The whole weight when it is aligned F32, else null.
    const float* floats() const { return m_floats; }

private:
    const ElementKernels& m_kernels;
    const std::byte* m_data;
    DType m_dtype;
    int64_t m_out;
    int64_t m_in;
    const float* m_floats;
};

/// The same for a quantised weight, by stored position; `begin` and `count` are whole groups.
class PackedRows {
public:
    PackedRows(const PackedLinear& weight, const VectorKernels& kernels)
        : m_kernels(kernels.products), m_weight(weight) {}

    int64_t out() const { return m_weight.outFeatures(); }
    int64_t in() const { return m_weight.inFeatures(); }
    /// Inputs to ask for at a time so that the copy stays in the first-level cache.
    int64_t chunk() const;
    void copy(int64_t row, int64_t begin, int64_t count, float* target) const;
    const float* floats() const { return nullptr; }

    /// Two codes per byte.
    bool hasNibbles() const { return m_weight.bits() <= 4; }
    /// Every group begins at a whole byte.
    bool hasWholeBytes() const { return !hasNibbles() || m_weight.groupSize() % 2 == 0; }
    /// The stored form of a part of a row; only when hasWholeBytes().
    PackedGroups groups(int64_t row, int64_t begin, int64_t count) const;

private:
    const ProductKernels& m_kernels;
    const PackedLinear& m_weight;
};

} // namespace salient
