// SPDX-License-Identifier: Apache-2.0
#include "kernels/cpu/rounded_products.h"

#include "kernels/cpu/isa/vector_kernels.h"
#include "kernels/cpu/parallel_blocks.h"
#include "kernels/tensor.h"

namespace salient {

namespace {

// A dense copy of an operand of `rows` x `columns`, in the storage it has.
Tensor roundedCopy(const Operand& operand, int64_t rows, int64_t columns) {
    if (operand.storage == Storage::Transposed) {
        std::swap(rows, columns);
    }
    Tensor copy({rows, columns}, DType::F32);
    float* target = copy.floats().data();
    forEachRow(rows, columns, [&](int64_t row) {
        activeKernels().elements.roundToBf16(operand.data + row * operand.stride, columns, target + row * columns);
    });
    return copy;
}

} // namespace

void multiplyRounded(const DenseProduct& product) {
    const Tensor a = roundedCopy(product.a, product.rows, product.inner);
    const Tensor b = roundedCopy(product.b, product.inner, product.columns);
    DenseProduct rounded = product;
    rounded.a = {a.floats().data(), a.columns(), product.a.storage};
    rounded.b = {b.floats().data(), b.columns(), product.b.storage};
    multiply(rounded);
}

} // namespace salient
