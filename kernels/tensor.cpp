// SPDX-License-Identifier: Apache-2.0
#include "kernels/tensor.h"

#include "kernels/cpu/isa/vector_kernels.h"
#include "kernels/error.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <cstring>

namespace salient {

namespace {

constexpr size_t kAlignment = 64;
constexpr int64_t kConvertBlock = 4096; // elements staged through fp32 between two 16-bit types

// Doubles come one by one: they are rare (some old checkpoints) and must not pass through fp32 on their way to F64.
double loadDouble(const std::byte* data, DType type) {
    switch (type) {
    case DType::F64: {
        double value = 0;
        std::memcpy(&value, data, sizeof value);
        return value;
    }
    case DType::F32: {
        float value = 0;
        std::memcpy(&value, data, sizeof value);
        return value;
    }
    case DType::BF16: {
        BFloat16 value;
        std::memcpy(&value, data, sizeof value);
        return toFloat(value);
    }
    default: {
        assert(type == DType::F16);
        Float16 value;
        std::memcpy(&value, data, sizeof value);
        return toFloat(value);
    }
    }
}

void storeDouble(double value, DType type, std::byte* data) {
    const auto single = static_cast<float>(value);
    if (type == DType::F64) {
        std::memcpy(data, &value, sizeof value);
    } else if (type == DType::F32) {
        std::memcpy(data, &single, sizeof single);
    } else if (type == DType::BF16) {
        const BFloat16 stored = toBFloat16(single);
        std::memcpy(data, &stored, sizeof stored);
    } else {
        assert(type == DType::F16);
        const Float16 stored = toFloat16(single);
        std::memcpy(data, &stored, sizeof stored);
    }
}

void loadFloats(const std::byte* data, DType type, int64_t count, float* target) {
    const ElementKernels& kernels = activeKernels().elements;
    if (type == DType::BF16) {
        kernels.floatFromBf16(data, count, target);
    } else if (type == DType::F16) {
        kernels.floatFromHalf(data, count, target);
    } else {
        assert(type == DType::F32);
        std::memcpy(target, data, static_cast<size_t>(count) * sizeof(float));
    }
}

void storeFloats(const float* source, DType type, int64_t count, std::byte* data) {
    const ElementKernels& kernels = activeKernels().elements;
    if (type == DType::BF16) {
        kernels.bf16FromFloat(source, count, data);
    } else if (type == DType::F16) {
        kernels.halfFromFloat(source, count, data);
    } else {
        assert(type == DType::F32);
        std::memcpy(data, source, static_cast<size_t>(count) * sizeof(float));
    }
}

} // namespace

int64_t elementCount(const Shape& shape) {
    int64_t count = 1;
    for (const int64_t size : shape) {
        count *= size;
    }
    return count;
}

std::string shapeText(const Shape& shape) {
    return fmt::format("[{}]", fmt::join(shape, ", "));
}

TensorView TensorView::slice(int64_t begin, int64_t end) const {
    assert(!shape.empty() && begin >= 0 && begin <= end && end <= shape.front());
    Shape part = shape;
    part.front() = end - begin;
    return {data + begin * columns() * dtypeBytes(dtype), dtype, std::move(part)};
}

TensorSpan TensorSpan::slice(int64_t begin, int64_t end) const {
    TensorView part = TensorView(*this).slice(begin, end);
    return {data + (part.data - data), dtype, std::move(part.shape)};
}

Tensor::Tensor(Shape shape, DType dtype) : m_shape(std::move(shape)), m_dtype(dtype) {
    const auto bytes = static_cast<size_t>(elementCount(m_shape) * dtypeBytes(m_dtype));
    // At least one unit, so that a tensor without elements is still not empty().
    const size_t rounded = std::max(kAlignment, (bytes + kAlignment - 1) / kAlignment * kAlignment);
    m_data.reset(static_cast<std::byte*>(std::aligned_alloc(kAlignment, rounded)));
    if (m_data == nullptr) {
        throw resourceError("memory.tensor",
                            fmt::format("There is not enough memory for a tensor {} of {} ({} bytes); close other "
                                        "programs or choose a smaller calibration.",
                                        shapeText(m_shape), dtypeName(m_dtype), bytes));
    }
}

void Tensor::Release::operator()(std::byte* data) const {
    std::free(data);
}

Tensor Tensor::zeros(Shape shape, DType dtype) {
    Tensor result(std::move(shape), dtype);
    std::memset(result.m_data.get(), 0, static_cast<size_t>(result.view().bytes()));
    return result;
}

Tensor Tensor::fromFloats(std::span<const float> values, Shape shape) {
    Tensor result(std::move(shape), DType::F32);
    assert(result.elements() == static_cast<int64_t>(values.size()));
    std::ranges::copy(values, result.floats().begin());
    return result;
}

Tensor Tensor::clone() const {
    if (empty()) {
        return {};
    }
    Tensor result(m_shape, m_dtype);
    std::memcpy(result.m_data.get(), m_data.get(), static_cast<size_t>(view().bytes()));
    return result;
}

Tensor toFloat32(const TensorView& source) {
    Tensor result(source.shape, DType::F32);
    convert(source, result);
    return result;
}

void convert(const TensorView& source, const TensorSpan& target) {
    assert(isFloating(source.dtype) && isFloating(target.dtype) && source.elements() == target.elements());
    const int64_t count = source.elements();
    const int64_t sourceBytes = dtypeBytes(source.dtype);
    const int64_t targetBytes = dtypeBytes(target.dtype);
    if (source.dtype == target.dtype) {
        std::memcpy(target.data, source.data, static_cast<size_t>(source.bytes()));
    } else if (source.dtype == DType::F64 || target.dtype == DType::F64) {
        for (int64_t i = 0; i < count; ++i) {
            storeDouble(loadDouble(source.data + i * sourceBytes, source.dtype), target.dtype,
                        target.data + i * targetBytes);
        }
    } else {
        std::array<float, kConvertBlock> staged;
        for (int64_t begin = 0; begin < count; begin += kConvertBlock) {
            const int64_t size = std::min(kConvertBlock, count - begin);
            loadFloats(source.data + begin * sourceBytes, source.dtype, size, staged.data());
            storeFloats(staged.data(), target.dtype, size, target.data + begin * targetBytes);
        }
    }
}

} // namespace salient
