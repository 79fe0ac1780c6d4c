// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/session.h"

#include <QElapsedTimer>
#include <QTemporaryDir>
#include <QTimer>

#include <functional>

namespace salient::ui {

/// The program that the tests drive, the embedded model, a recorded run of it.
QString salientProgram();
QString storiesModel();
QString storiesRecording();

/// Lets events happen until `done` or the time is over. True when done.
bool waitFor(const std::function<bool()>& done, int milliseconds = 60'000);

/// Opens the embedded model and waits for its plan; results go into `output`.
bool openStories(Session& session, const QTemporaryDir& output);

/// A run of the embedded model that takes a few seconds.
void makeRunLong(Session& session);

/// Processor time of the calling thread so far: what it did itself, however busy the machine is.
double threadMilliseconds();

/// How long the event loop was away at most, by a timer that wants to fire every 5 ms: on the clock, and in processor
/// time of its thread, which other programs on the machine do not lengthen.
class LoopWatch {
public:
    LoopWatch();
    qint64 longestMilliseconds() const { return m_longest; }
    double longestWorkMilliseconds() const { return m_longestWork; }

private:
    QTimer m_timer;
    QElapsedTimer m_clock;
    qint64 m_longest = 0;
    double m_work = 0;
    double m_longestWork = 0;
};

} // namespace salient::ui
