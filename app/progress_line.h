// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/events.h"

#include <chrono>
#include <string>

namespace salient {

enum class ProgressStyle {
    None,
    Rewritten, ///< one line at the bottom of a terminal, rewritten in place
    Log,       ///< a line of its own now and then, for a file that is read while hours of work go on
};

/// Says on standard error how far a command is: share done, block and projection, last loss, time left. A log gets a
/// line every half minute, or every $SALIENT_PROGRESS_SECONDS.
class ProgressLine {
public:
    explicit ProgressLine(ProgressStyle style);
    ~ProgressLine() { clear(); }
    ProgressLine(const ProgressLine&) = delete;
    ProgressLine& operator=(const ProgressLine&) = delete;

    /// Takes what the event says about progress; redraws a terminal's line at most ten times a second.
    void show(const Event& event);
    /// Removes the line, so that other output can take its place.
    void clear();

private:
    using Clock = std::chrono::steady_clock;

    bool take(const Event& event);
    std::string line() const;

    ProgressStyle m_style;
    Clock::duration m_betweenDrawings;
    bool m_visible = false;
    Clock::time_point m_start = Clock::now();
    Clock::time_point m_lastDrawn;
    double m_fraction = 0.0;
    double m_secondsLeft = -1.0;
    std::string m_what; ///< "search block 3/30 mlp.down_proj"
    std::string m_note; ///< "loss 1.2e-05", "perplexity 20.97"
};

/// "1:02:03", "4:05" or "7 s".
std::string durationText(double seconds);

} // namespace salient
