// SPDX-License-Identifier: Apache-2.0
#include "kernels/cpu/blocked_products.h"
#include "kernels/error.h"

namespace salient {

void multiply(const DenseProduct& product) {
    multiplyBlocked(product, activeKernels());
}

bool hasBf16Products() {
    return false;
}

void multiply(const Bf16Product& /*product*/) {
    throw internalError("cpu.bf16_product", "A bf16 product was asked for in a build without oneDNN.");
}

std::string denseProductsName() {
    return "own products";
}

} // namespace salient
