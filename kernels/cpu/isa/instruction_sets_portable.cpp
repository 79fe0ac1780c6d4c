// SPDX-License-Identifier: Apache-2.0
#include "kernels/cpu/isa/instruction_sets.h"

namespace salient {

namespace portable {
VectorKernels vectorKernels(const char* name);
}

std::vector<const VectorKernels*> detectInstructionSets() {
    static const VectorKernels portableKernels = portable::vectorKernels("portable");
    return {&portableKernels};
}

} // namespace salient
