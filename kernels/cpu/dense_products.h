// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>

namespace salient {

/// How an operand is stored: as the product needs it, or transposed.
enum class Storage { Plain, Transposed };

/// A matrix in row-major memory. `stride` is the distance between stored rows, in elements.
struct Operand {
    const float* data = nullptr;
    int64_t stride = 0;
    Storage storage = Storage::Plain;
};

enum class Output { Replace, Accumulate };

/// C[rows, columns] (+)= A[rows, inner] · B[inner, columns] in fp32. C overlaps neither operand.
struct DenseProduct {
    int64_t rows = 0;
    int64_t columns = 0;
    int64_t inner = 0;
    Operand a;
    Operand b;
    float* c = nullptr;
    int64_t cStride = 0;
    Output output = Output::Replace;
};

/// In parallel; from inside a parallel region on the calling thread alone. One definition is linked: oneDNN's products
/// or our own (blocked_products.h).
void multiply(const DenseProduct& product);

/// The same with both operands rounded to bf16 and sums in fp32, by the processor's bf16 instructions where it has
/// them.
void multiplyBf16(const DenseProduct& product);

/// For people: "oneDNN 2.6.3" or "own products".
std::string denseProductsName();

} // namespace salient
