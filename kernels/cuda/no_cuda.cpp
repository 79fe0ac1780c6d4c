// SPDX-License-Identifier: Apache-2.0
#include "kernels/cuda/cuda_backend.h"
#include "kernels/error.h"

#include <fmt/format.h>

namespace salient {

int cudaDeviceCount() {
    return 0;
}

std::unique_ptr<Backend> makeCudaBackend(const Device& device, Precision /*precision*/) {
    throw resourceError("device.no_cuda", fmt::format("The device {} cannot be used because this program was built "
                                                      "without CUDA; choose the device cpu.",
                                                      device.name()));
}

} // namespace salient
