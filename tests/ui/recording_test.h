// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

namespace salient::ui {

/// Recorded runs: read whole, cut off, large, slowly.
class RecordingTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void recordingGivesTheSameRecordAsTheFile();
    void cutOffLineIsLeftOut();
    void brokenLineIsSaid();
    void largeRecordingDoesNotHoldTheLoop();
    void slowReplayShowsNothingEarly();
    void missingRecordingIsSaid();
};

} // namespace salient::ui
