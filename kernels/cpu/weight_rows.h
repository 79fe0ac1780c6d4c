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
    /// Inputs to ask for at a time so that the copy stays in the first-level cache.
    int64_t chunk() const { return m_in < kChunk ? m_in : kChunk; }

    /// Row `row`, inputs [begin, begin + count), into target[count].
    void copy(int64_t row, int64_t begin, int64_t count, float* target) const;
    /// The same in place when the weight is aligned F32; otherwise in `buffer`, which has room for `count`.
    const float* look(int64_t row, int64_t begin, int64_t count, float* buffer) const;
    /// The whole weight when it is aligned F32, else null.
    const float* floats() const { return m_floats; }

private:
    static constexpr int64_t kChunk = 1024;

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
    int64_t chunk() const;
    void copy(int64_t row, int64_t begin, int64_t count, float* target) const;
    const float* look(int64_t row, int64_t begin, int64_t count, float* buffer) const {
        copy(row, begin, count, buffer);
        return buffer;
    }
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
