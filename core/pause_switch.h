// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <mutex>

namespace salient {

/// Holds an operation of another thread at its next look at the switch.
class PauseSwitch {
public:
    void turnOn();
    void turnOff();
    /// Off, and nothing was waited for: what a new operation begins with.
    void reset();
    bool isOn() const { return m_on.load(std::memory_order_relaxed); }

    /// Waits until the switch is off or `cancelled` (may be null) is true; returns for how long.
    std::chrono::nanoseconds wait(const std::atomic<bool>* cancelled);
    /// All waits since reset(), together.
    std::chrono::nanoseconds waited() const { return std::chrono::nanoseconds(m_waited.load()); }

private:
    std::mutex m_mutex;
    std::condition_variable m_changed;
    std::atomic<bool> m_on = false;
    std::atomic<int64_t> m_waited = 0; ///< nanoseconds
};

} // namespace salient
