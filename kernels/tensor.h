// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kernels/dtype.h"

#include <cassert>
#include <cstddef>
#include <memory>
#include <span>
#include <string>
#include <vector>

namespace salient {

/// Sizes of the axes, outermost first; tensors are always dense and row-major.
using Shape = std::vector<int64_t>;

/// Product of the axes (1 for a scalar). The caller has checked that it does not overflow.
int64_t elementCount(const Shape& shape);

/// "[576, 1536]", for messages.
std::string shapeText(const Shape& shape);

/// Looks at a tensor somebody else owns; does not change it. `data` may be unaligned for element types read from files.
struct TensorView {
    const std::byte* data = nullptr;
    DType dtype = DType::F32;
    Shape shape;

    bool empty() const { return data == nullptr; }
    int64_t elements() const { return data == nullptr ? 0 : elementCount(shape); }
    int64_t bytes() const { return elements() * dtypeBytes(dtype); }
    /// First axis, and the product of the others: how kernels see a matrix.
    int64_t rows() const { return shape.empty() ? 1 : shape.front(); }
    int64_t columns() const { return rows() == 0 ? 0 : elementCount(shape) / rows(); }
    template <typename T>
    std::span<const T> as() const {
        assert(sizeof(T) == static_cast<size_t>(dtypeBytes(dtype)));
        return {reinterpret_cast<const T*>(data), static_cast<size_t>(elements())};
    }
    std::span<const float> floats() const {
        assert(dtype == DType::F32 || empty());
        return as<float>();
    }
    /// Rows [begin, end) of the first axis.
    TensorView slice(int64_t begin, int64_t end) const;
};

/// As TensorView, for outputs.
struct TensorSpan {
    std::byte* data = nullptr;
    DType dtype = DType::F32;
    Shape shape;

    operator TensorView() const { return {data, dtype, shape}; }
    bool empty() const { return data == nullptr; }
    int64_t elements() const { return TensorView(*this).elements(); }
    int64_t rows() const { return TensorView(*this).rows(); }
    int64_t columns() const { return TensorView(*this).columns(); }
    template <typename T>
    std::span<T> as() const {
        assert(sizeof(T) == static_cast<size_t>(dtypeBytes(dtype)));
        return {reinterpret_cast<T*>(data), static_cast<size_t>(elements())};
    }
    std::span<float> floats() const {
        assert(dtype == DType::F32 || empty());
        return as<float>();
    }
    TensorSpan slice(int64_t begin, int64_t end) const;
};

/// Owns 64-byte-aligned memory of one shape and type. Moves, does not copy by accident (`clone()`).
class Tensor {
public:
    Tensor() = default;
    /// Uninitialised. Throws Error (resource) with the size wanted when memory is short.
    Tensor(Shape shape, DType dtype);
    static Tensor zeros(Shape shape, DType dtype = DType::F32);
    static Tensor fromFloats(std::span<const float> values, Shape shape);

    bool empty() const { return m_data == nullptr; }
    const Shape& shape() const { return m_shape; }
    DType dtype() const { return m_dtype; }
    int64_t elements() const { return empty() ? 0 : elementCount(m_shape); }
    int64_t rows() const { return view().rows(); }
    int64_t columns() const { return view().columns(); }

    TensorView view() const { return {m_data.get(), m_dtype, m_shape}; }
    TensorSpan span() { return {m_data.get(), m_dtype, m_shape}; }
    operator TensorView() const { return view(); }
    operator TensorSpan() { return span(); }
    std::span<const float> floats() const { return view().floats(); }
    std::span<float> floats() { return span().floats(); }
    TensorView slice(int64_t begin, int64_t end) const { return view().slice(begin, end); }
    TensorSpan slice(int64_t begin, int64_t end) { return span().slice(begin, end); }
    Tensor clone() const;

private:
    struct Release {
        void operator()(std::byte* data) const;
    };
    Shape m_shape;
    DType m_dtype = DType::F32;
    std::unique_ptr<std::byte[], Release> m_data;
};

/// An F32 copy of a tensor of any floating type, in the same shape.
Tensor toFloat32(const TensorView& source);

/// Converts element by element into `target` (same element count; both floating types).
void convert(const TensorView& source, const TensorSpan& target);

} // namespace salient
