// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/events.h"
#include "core/pause_switch.h"
#include "kernels/error.h"

#include <atomic>
#include <chrono>
#include <functional>

namespace salient {

class KeptModel;

/// What every long operation gets besides its input: where events go, whether to stop or wait, and what is kept.
struct RunContext {
    std::function<void(const Event&)> emit = [](const Event&) {};
    const std::atomic<bool>* cancelled = nullptr;
    KeptModel* keptModel = nullptr; ///< what the process holds between commands (core/engine); may be null

    PauseSwitch* pause = nullptr; ///< may be null

    /// Throws the cancelled Error when the user asked to stop; while the pause is on it waits, between a Paused and a
    /// Resumed event. Called between products, at least once a second.
    void checkCancelled() const {
        if (pause != nullptr && pause->isOn()) {
            waitOut();
        }
        if (cancelled != nullptr && cancelled->load(std::memory_order_relaxed)) {
            throw cancelledError();
        }
    }
    /// Time spent waiting so far, which estimates leave out.
    std::chrono::nanoseconds pausedTime() const {
        return pause == nullptr ? std::chrono::nanoseconds(0) : pause->waited();
    }

private:
    void waitOut() const;
};

} // namespace salient
