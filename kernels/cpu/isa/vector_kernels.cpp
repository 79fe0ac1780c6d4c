// SPDX-License-Identifier: Apache-2.0
#include "kernels/cpu/isa/vector_kernels.h"

namespace salient::SALIENT_ISA_NAMESPACE {

ElementKernels elementKernels();
RowKernels rowKernels();
ProductKernels productKernels();
RoundingKernels roundingKernels();
PackedProductKernels packedProductKernels();
KeyValueKernels keyValueKernels();
FeedbackKernels feedbackKernels();
DescentKernels descentKernels();

VectorKernels vectorKernels(const char* name) {
    return {name,
            elementKernels(),
            rowKernels(),
            productKernels(),
            roundingKernels(),
            packedProductKernels(),
            keyValueKernels(),
            feedbackKernels(),
            descentKernels()};
}

} // namespace salient::SALIENT_ISA_NAMESPACE
