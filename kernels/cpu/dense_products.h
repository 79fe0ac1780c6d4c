// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kernels/dtype.h"

#include <cstdint>
#include <string>

namespace salient {

/// How an operand is stored: as the product needs it, or transposed.
enum class Storage { Plain, Transposed };

enum class Output { Replace, Accumulate };

/// A matrix in row-major memory. `stride` is the distance between stored rows, in elements.
template <typename Element>
struct OperandOf {
    const Element* data = nullptr;
    int64_t stride = 0;
    Storage storage = Storage::Plain;
};

/// C[rows, columns] (+)= A[rows, inner] · B[inner, columns], summed in fp32. All three are at least 1; C overlaps
/// neither operand.
template <typename Element>
struct ProductOf {
    int64_t rows = 0;
    int64_t columns = 0;
    int64_t inner = 0;
    OperandOf<Element> a;
    OperandOf<Element> b;
    float* c = nullptr;
    int64_t cStride = 0;
    Output output = Output::Replace;
};

using Operand = OperandOf<float>;
using DenseProduct = ProductOf<float>;
using Bf16Product = ProductOf<BFloat16>;

// One definition of these is linked: oneDNN's products, or our own (blocked_products.h).

/// In parallel; from inside a parallel region on the calling thread alone. Throws Error (resource) when memory is
/// short.
void multiply(const DenseProduct& product);

/// Whether bf16 may be multiplied directly: by the library and this processor's instructions.
bool hasBf16Products();
/// Only when hasBf16Products().
void multiply(const Bf16Product& product);

/// For people: "oneDNN 2.6.3" or "own products".
std::string denseProductsName();

} // namespace salient
