// SPDX-License-Identifier: Apache-2.0
#include "core/pause_switch.h"

namespace salient {

void PauseSwitch::turnOn() {
    m_on = true;
}

void PauseSwitch::turnOff() {
    {
        const std::lock_guard lock(m_mutex); // whoever has just seen it on is waiting by now
        m_on = false;
    }
    m_changed.notify_all();
}

void PauseSwitch::reset() {
    turnOff();
    m_waited = 0;
}

std::chrono::nanoseconds PauseSwitch::wait(const std::atomic<bool>* cancelled) {
    constexpr auto kBetweenLooks = std::chrono::milliseconds(20); // at the cancel flag, which notifies nobody
    const auto start = std::chrono::steady_clock::now();
    std::unique_lock lock(m_mutex);
    while (m_on && (cancelled == nullptr || !*cancelled)) {
        m_changed.wait_for(lock, kBetweenLooks);
    }
    const std::chrono::nanoseconds waited = std::chrono::steady_clock::now() - start;
    m_waited += waited.count();
    return waited;
}

} // namespace salient
