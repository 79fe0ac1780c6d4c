// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

namespace salient {

/// A = L Lᵀ in place for a symmetric A[size, size] of which the lower triangle is read: L in the lower triangle, what
/// is above it is left as it is. Blocks are factored in double and the rest by fp32 products, right-looking (Golub, Van
/// Loan, "Matrix Computations", 4.2.9). False, with A destroyed, when a pivot is not positive and finite.
bool factorizeCholesky(float* matrix, int64_t size);

} // namespace salient
