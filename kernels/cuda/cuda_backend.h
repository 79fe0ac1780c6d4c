// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kernels/backend.h"

#include <memory>

namespace salient {

/// CUDA devices that can be used; 0 in a build without CUDA.
int cudaDeviceCount();

/// Throws Error (resource) in a build without CUDA and when the device is not there.
std::unique_ptr<Backend> makeCudaBackend(const Device& device, Precision precision);

} // namespace salient
