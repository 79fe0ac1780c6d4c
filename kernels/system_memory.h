// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

namespace salient {

/// Largest memory this process has held so far, mapped files included (VmHWM), in bytes; 0 where it is not known.
int64_t peakMemoryBytes();

/// Memory that could be had without swapping (MemAvailable), in bytes; 0 where it is not known.
int64_t availableMemoryBytes();

} // namespace salient
