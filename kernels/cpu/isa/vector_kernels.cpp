// SPDX-License-Identifier: Apache-2.0
#include "kernels/cpu/isa/vector_kernels.h"

namespace salient::SALIENT_ISA_NAMESPACE {

ElementKernels elementKernels();
RowKernels rowKernels();
ProductKernels productKernels();
RoundingKernels roundingKernels();
PackedProductKernels packedProductKernels();
KeyValueKernels keyValueKernels();

VectorKernels vectorKernels(const char* name) {
    return {name,
            elementKernels(),
            rowKernels(),
            productKernels(),
            roundingKernels(),
            packedProductKernels(),
            keyValueKernels()};
}

} // namespace salient::SALIENT_ISA_NAMESPACE
