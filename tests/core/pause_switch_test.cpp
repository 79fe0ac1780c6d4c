// SPDX-License-Identifier: Apache-2.0
#include "core/pause_switch.h"

#include "core/run_clock.h"
#include "core/run_context.h"

#include <gtest/gtest.h>

#include <thread>

namespace salient {
namespace {

/// An operation in a thread of its own that looks at the switch again and again.
class PauseSwitchTest : public testing::Test {
protected:
    RunContext context() {
        RunContext result;
        result.cancelled = &m_cancelled;
        result.pause = &m_pause;
        result.emit = [this](const Event& event) {
            m_paused = m_paused || std::holds_alternative<Paused>(event);
            m_resumed = m_resumed || std::holds_alternative<Resumed>(event);
        };
        return result;
    }
    void waitUntil(const std::atomic<bool>& flag) const {
        while (!flag) {
            std::this_thread::sleep_for(std::chrono::milliseconds(1));
        }
    }

    PauseSwitch m_pause;
    std::atomic<bool> m_cancelled = false;
    std::atomic<bool> m_paused = false;
    std::atomic<bool> m_resumed = false;
};

TEST_F(PauseSwitchTest, HoldsAnOperationUntilItIsTurnedOff) {
    m_pause.turnOn();
    std::atomic<bool> passed = false;
    std::thread operation([&] {
        context().checkCancelled();
        passed = true;
    });
    waitUntil(m_paused);
    EXPECT_FALSE(passed);
    m_pause.turnOff();
    operation.join();
    EXPECT_TRUE(passed);
    EXPECT_TRUE(m_resumed);
}

TEST_F(PauseSwitchTest, CancelEndsThePause) {
    m_pause.turnOn();
    std::string code;
    std::thread operation([&] {
        try {
            context().checkCancelled();
        } catch (const Error& error) {
            code = error.code();
        }
    });
    waitUntil(m_paused);
    m_cancelled = true;
    operation.join();
    EXPECT_EQ(code, "cancelled");
}

TEST_F(PauseSwitchTest, SaysNothingWhenItIsOff) {
    context().checkCancelled();
    EXPECT_FALSE(m_paused);
    EXPECT_EQ(m_pause.waited().count(), 0);
}

TEST_F(PauseSwitchTest, AClockOfARunLeavesPausesOut) {
    const auto seconds = [](auto duration) { return std::chrono::duration<double>(duration).count(); };
    const auto start = std::chrono::steady_clock::now();
    const RunContext run = context();
    const RunClock clock(run);
    m_pause.turnOn();
    std::thread operation([&] { run.checkCancelled(); });
    waitUntil(m_paused);
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
    m_pause.turnOff();
    operation.join();
    const double waited = seconds(m_pause.waited());
    EXPECT_GT(waited, 0.0);
    const double elapsed = clock.elapsed();
    EXPECT_LE(elapsed, seconds(std::chrono::steady_clock::now() - start) - waited);
    EXPECT_GE(elapsed, 0.0);
    m_pause.reset();
    EXPECT_EQ(m_pause.waited().count(), 0);
}

} // namespace
} // namespace salient
