// SPDX-License-Identifier: Apache-2.0
#include "kernels/device.h"

#include "kernels/cuda/cuda_backend.h"
#include "kernels/error.h"

#include <fmt/format.h>

#include <charconv>

namespace salient {

Device parseDevice(std::string_view text) {
    if (text == "auto") {
        return {cudaDeviceCount() > 0 ? DeviceKind::Cuda : DeviceKind::Cpu, 0};
    }
    if (text == "cpu") {
        return {DeviceKind::Cpu, 0};
    }
    constexpr std::string_view kCuda = "cuda:";
    if (text.starts_with(kCuda)) {
        const std::string_view number = text.substr(kCuda.size());
        int index = -1;
        const auto [end, problem] = std::from_chars(number.data(), number.data() + number.size(), index);
        if (problem == std::errc{} && end == number.data() + number.size() && index >= 0) {
            return {DeviceKind::Cuda, index};
        }
    }
    throw usageError("device.unknown",
                     fmt::format("The device \"{}\" is not known; write auto, cpu or cuda:N, e.g. cuda:0.", text));
}

} // namespace salient
