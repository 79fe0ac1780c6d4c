// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kernels/cpu/dense_products.h"

namespace salient {

/// multiplyBf16() for processors without bf16 instructions: copies both operands with every element rounded to bf16 and
/// multiplies the copies in fp32.
void multiplyRounded(const DenseProduct& product);

} // namespace salient
