// SPDX-License-Identifier: Apache-2.0
#include "kernels/cpu/cpu_backend.h"
#include "kernels/cpu/dense_products.h"

#include <fmt/format.h>

namespace salient {

CpuBackend::CpuBackend(Precision precision) : CpuBackend(precision, activeKernels()) {}

CpuBackend::CpuBackend(Precision precision, const VectorKernels& kernels)
    : m_precision(precision), m_kernels(kernels) {}

std::string CpuBackend::description() const {
    return fmt::format("cpu, {}, {}, {}", denseProductsName(), m_kernels.name,
                       m_precision == Precision::Fp32 ? "fp32" : "bf16");
}

} // namespace salient
