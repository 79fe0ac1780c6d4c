// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kernels/cpu/isa/vector_kernels.h"

#include <vector>

namespace salient {

/// Asks the processor; the widest last, "portable" always first. One definition per processor family is linked.
std::vector<const VectorKernels*> detectInstructionSets();

} // namespace salient
