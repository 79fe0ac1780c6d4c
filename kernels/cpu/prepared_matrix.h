// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kernels/backend.h"
#include "kernels/cpu/isa/vector_kernels.h"

namespace salient {

/// What the operands of a product are made of.
enum class OperandFormat {
    Fp32,
    RoundedToBf16, ///< fp32 with the values that bf16 holds: bf16 arithmetic on a processor without it
    Bf16,
};

/// The format in which this processor computes with a precision.
OperandFormat operandFormat(Precision precision);

/// An F32 matrix in the format of an operand: itself, or a copy.
class PreparedMatrix {
public:
    PreparedMatrix(const TensorView& matrix, OperandFormat format, const VectorKernels& kernels);
    PreparedMatrix(const PreparedMatrix&) = delete;
    PreparedMatrix& operator=(const PreparedMatrix&) = delete;

    bool isBf16() const { return m_view.dtype == DType::BF16; }
    const TensorView& view() const { return m_view; }
    const float* floats() const { return m_view.floats().data(); }
    const BFloat16* bf16() const { return m_view.as<BFloat16>().data(); }

private:
    Tensor m_copy;
    TensorView m_view;
};

} // namespace salient
