// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kernels/cpu/dense_products.h"
#include "kernels/cpu/isa/vector_kernels.h"

namespace salient {

/// multiply() without a library: panels of B and blocks of A packed for the caches, register tiles of the given
/// instruction set (K. Goto, R. van de Geijn, "Anatomy of High-Performance Matrix Multiplication", 2008).
void multiplyBlocked(const DenseProduct& product, const VectorKernels& kernels);

} // namespace salient
