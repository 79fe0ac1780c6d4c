// SPDX-License-Identifier: Apache-2.0
#include "kernels/parallel_work.h"

#include <omp.h>

#include <exception>
#include <mutex>

namespace salient {

void inParallel(int64_t count, const std::function<void(int64_t)>& work) {
    std::exception_ptr failure;
    std::mutex first;
#pragma omp parallel for schedule(dynamic)
    for (int64_t i = 0; i < count; ++i) {
        try {
            work(i);
        } catch (...) {
            const std::lock_guard lock(first);
            if (!failure) {
                failure = std::current_exception();
            }
        }
    }
    if (failure) {
        std::rethrow_exception(failure);
    }
}

int64_t workerThreads() {
    return omp_get_max_threads();
}

} // namespace salient
