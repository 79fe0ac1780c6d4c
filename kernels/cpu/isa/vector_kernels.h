// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kernels/cpu/isa/descent_kernels.h"
#include "kernels/cpu/isa/element_kernels.h"
#include "kernels/cpu/isa/feedback_kernels.h"
#include "kernels/cpu/isa/key_value_kernels.h"
#include "kernels/cpu/isa/packed_product_kernels.h"
#include "kernels/cpu/isa/product_kernels.h"
#include "kernels/cpu/isa/rounding_kernels.h"
#include "kernels/cpu/isa/row_kernels.h"

#include <string_view>
#include <vector>

namespace salient {

/// The hot loops of one instruction set. Each is one thread's work; the callers divide.
struct VectorKernels {
    const char* name; ///< "portable", "avx2", "avx2vnni", "avx512" or "avx512vnni"
    ElementKernels elements;
    RowKernels rows;
    ProductKernels products;
    RoundingKernels rounding;
    PackedProductKernels packed;
    KeyValueKernels keyValues;
    FeedbackKernels feedback;
    DescentKernels descent;
};

/// Those that were compiled and that this processor runs; the widest last, "portable" first.
const std::vector<const VectorKernels*>& runnableKernels();

/// The runnable ones of this name. Throws Error (resource) naming the choices when there are none.
const VectorKernels& kernelsNamed(std::string_view name);

/// What the program uses: the widest, or what the environment variable SALIENT_ISA names. Decided once.
/// Throws Error (resource) when that cannot run here.
const VectorKernels& activeKernels();

/// Name of activeKernels().
std::string_view activeInstructionSet();

} // namespace salient
