// SPDX-License-Identifier: Apache-2.0
#include "kernels/cpu/prepared_matrix.h"

#include "kernels/cpu/dense_products.h"
#include "kernels/cpu/parallel_blocks.h"

namespace salient {

OperandFormat operandFormat(Precision precision) {
    if (precision == Precision::Fp32) {
        return OperandFormat::Fp32;
    }
    return hasBf16Products() ? OperandFormat::Bf16 : OperandFormat::RoundedToBf16;
}

PreparedMatrix::PreparedMatrix(const TensorView& matrix, OperandFormat format, const VectorKernels& kernels)
    : m_view(matrix) {
    if (format == OperandFormat::Fp32) {
        return;
    }
    m_copy = Tensor(matrix.shape, format == OperandFormat::Bf16 ? DType::BF16 : DType::F32);
    m_view = m_copy.view();
    const float* source = matrix.floats().data();
    const ElementKernels& loops = kernels.elements;
    if (format == OperandFormat::Bf16) {
        BFloat16* target = m_copy.span().as<BFloat16>().data();
        forEachBlock(matrix.elements(), kElementBlock, [&](int64_t begin, int64_t end) {
            loops.bf16FromFloat(source + begin, end - begin, target + begin);
        });
    } else {
        float* target = m_copy.floats().data();
        forEachBlock(matrix.elements(), kElementBlock, [&](int64_t begin, int64_t end) {
            loops.roundToBf16(source + begin, end - begin, target + begin);
        });
    }
}

} // namespace salient
