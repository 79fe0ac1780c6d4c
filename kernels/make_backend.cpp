// SPDX-License-Identifier: Apache-2.0
#include "kernels/backend.h"
#include "kernels/cpu/cpu_backend.h"
#include "kernels/cuda/cuda_backend.h"

namespace salient {

std::unique_ptr<Backend> makeBackend(const Device& device, Precision precision) {
    if (device.kind == DeviceKind::Cuda) {
        return makeCudaBackend(device, precision);
    }
    return std::make_unique<CpuBackend>(precision);
}

} // namespace salient
