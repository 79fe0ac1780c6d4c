// SPDX-License-Identifier: Apache-2.0
#include "kernels/cpu/isa/instruction_sets.h"

#include <cpuid.h>

namespace salient {

namespace portable {
VectorKernels vectorKernels(const char* name);
}
namespace avx2 {
VectorKernels vectorKernels(const char* name);
}
namespace avx2vnni {
PackedProductKernels packedProductKernels();
KeyValueKernels keyValueKernels();
} // namespace avx2vnni
namespace avx512 {
VectorKernels vectorKernels(const char* name);
}
namespace avx512vnni {
PackedProductKernels packedProductKernels();
KeyValueKernels keyValueKernels();
} // namespace avx512vnni

// F16C and LZCNT, which clang's __builtin_cpu_supports does not know by name.
static bool convertsHalvesAndCountsZeros() {
    unsigned a = 0;
    unsigned b = 0;
    unsigned basic = 0;
    unsigned extended = 0;
    unsigned d = 0;
    return __get_cpuid(1, &a, &b, &basic, &d) != 0 && __get_cpuid(0x80000001, &a, &b, &extended, &d) != 0 &&
           (basic & bit_F16C) != 0 && (extended & bit_LZCNT) != 0;
}

// AVX-VNNI, which __builtin_cpu_supports of older compilers does not know.
static bool hasAvxVnni() {
    constexpr unsigned kAvxVnni = 1U << 4U; // EAX of leaf 7, sub-leaf 1
    unsigned a = 0;
    unsigned b = 0;
    unsigned c = 0;
    unsigned d = 0;
    return __get_cpuid_count(7, 1, &a, &b, &c, &d) != 0 && (a & kAvxVnni) != 0;
}

// A set with the multiply-add of 16-bit pairs that its successor got.
static VectorKernels withPairProducts(VectorKernels kernels, const char* name, const PackedProductKernels& packed,
                                      const KeyValueKernels& keyValues) {
    kernels.name = name;
    kernels.packed = packed;
    kernels.keyValues = keyValues;
    return kernels;
}

std::vector<const VectorKernels*> detectInstructionSets() {
    static const VectorKernels portableKernels = portable::vectorKernels("portable");
    std::vector<const VectorKernels*> sets{&portableKernels};
    // What -march=x86-64-v3 and -v4 let the compiler use; __builtin_cpu_supports also asks whether the system saves the
    // registers.
    const bool hasAvx2 = __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma") &&
                         __builtin_cpu_supports("bmi") && __builtin_cpu_supports("bmi2") &&
                         convertsHalvesAndCountsZeros();
    if (!hasAvx2) {
        return sets;
    }
    static const VectorKernels avx2Kernels = avx2::vectorKernels("avx2");
    sets.push_back(&avx2Kernels);
    if (hasAvxVnni()) {
        static const VectorKernels vnniKernels =
            withPairProducts(avx2Kernels, "avx2vnni", avx2vnni::packedProductKernels(), avx2vnni::keyValueKernels());
        sets.push_back(&vnniKernels);
    }
    if (__builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512cd") &&
        __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512vl")) {
        static const VectorKernels avx512Kernels = avx512::vectorKernels("avx512");
        sets.push_back(&avx512Kernels);
        if (__builtin_cpu_supports("avx512vnni")) {
            static const VectorKernels vnniKernels = withPairProducts(
                avx512Kernels, "avx512vnni", avx512vnni::packedProductKernels(), avx512vnni::keyValueKernels());
            sets.push_back(&vnniKernels);
        }
    }
    return sets;
}

} // namespace salient
