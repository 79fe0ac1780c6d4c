// SPDX-License-Identifier: Apache-2.0
#include "kernels/cpu/isa/instruction_sets.h"

namespace salient {

namespace portable {
VectorKernels vectorKernels(const char* name);
}
namespace avx2 {
VectorKernels vectorKernels(const char* name);
}
namespace avx512 {
VectorKernels vectorKernels(const char* name);
}

std::vector<const VectorKernels*> detectInstructionSets() {
    static const VectorKernels portableKernels = portable::vectorKernels("portable");
    std::vector<const VectorKernels*> sets{&portableKernels};
    // What -march=x86-64-v3 and -v4 let the compiler use; __builtin_cpu_supports also asks whether the system saves the
    // registers.
    const bool hasAvx2 = __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma") &&
                         __builtin_cpu_supports("f16c") && __builtin_cpu_supports("bmi") &&
                         __builtin_cpu_supports("bmi2") && __builtin_cpu_supports("lzcnt");
    if (!hasAvx2) {
        return sets;
    }
    static const VectorKernels avx2Kernels = avx2::vectorKernels("avx2");
    sets.push_back(&avx2Kernels);
    if (__builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512cd") &&
        __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512vl")) {
        static const VectorKernels avx512Kernels = avx512::vectorKernels("avx512");
        sets.push_back(&avx512Kernels);
    }
    return sets;
}

} // namespace salient
