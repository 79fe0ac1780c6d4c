// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>

namespace salient {

/// Calls work(0) … work(count − 1) on all threads of the back-ends, whose own loops inside `work` then run on one. The
/// first exception is thrown again when all calls are over.
void inParallel(int64_t count, const std::function<void(int64_t)>& work);

/// Threads that share such work.
int64_t workerThreads();

} // namespace salient
