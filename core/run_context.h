// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/events.h"
#include "kernels/error.h"

#include <atomic>
#include <functional>

namespace salient {

/// What every long operation gets besides its input: where events go and whether to stop.
struct RunContext {
    std::function<void(const Event&)> emit = [](const Event&) {};
    const std::atomic<bool>* cancelled = nullptr;

    /// Throws the cancelled Error when the user asked to stop. Called between products, at least once a second.
    void checkCancelled() const {
        if (cancelled != nullptr && cancelled->load(std::memory_order_relaxed)) {
            throw cancelledError();
        }
    }
};

} // namespace salient
