// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace salient {

enum class DeviceKind { Cpu, Cuda };

/// Where numbers are computed.
struct Device {
    DeviceKind kind = DeviceKind::Cpu;
    int index = 0;

    std::string name() const { return kind == DeviceKind::Cpu ? "cpu" : "cuda:" + std::to_string(index); }
    bool operator==(const Device&) const = default;
};

/// Reads "auto", "cpu" or "cuda:N". Throws Error (usage) for anything else.
Device parseDevice(std::string_view text);

} // namespace salient
