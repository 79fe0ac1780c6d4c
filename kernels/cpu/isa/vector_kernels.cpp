// SPDX-License-Identifier: Apache-2.0
#include "kernels/cpu/isa/vector_kernels.h"

namespace salient::SALIENT_ISA_NAMESPACE {

ElementKernels elementKernels();
RoundingKernels roundingKernels();

VectorKernels vectorKernels(const char* name) {
    return {name, elementKernels(), roundingKernels()};
}

} // namespace salient::SALIENT_ISA_NAMESPACE
