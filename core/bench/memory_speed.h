// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/bench/timing.h"
#include "kernels/tensor.h"

#include <cstdint>

namespace salient {

/// Bytes of the last-level caches of this machine, all together; 32 MiB where the system does not say.
int64_t lastLevelCacheBytes();

/// So much has to lie between two uses of a byte for it to come from memory: four times the last-level cache.
int64_t bytesBeyondCaches();

/// Threads that products run with: those that OMP_NUM_THREADS allows of the cores that this process may use.
int64_t benchThreads();

/// How fast all threads together read memory: the most that a product whose weights are read once can reach.
class ReadSpeed {
public:
    /// A buffer of bytesBeyondCaches(), filled by the threads that read it. Throws Error (resource).
    ReadSpeed();

    /// 1e9 bytes per second, the median of five readings.
    double gbPerSecond(const RunContext& context);

private:
    Tensor m_buffer;    ///< I64
    uint64_t m_sum = 0; ///< of all readings, so that no compiler leaves one out
};

} // namespace salient
