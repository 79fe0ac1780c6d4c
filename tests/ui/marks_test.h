// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

namespace salient::ui {

/// Marks: fused sets move together, undo has names, the size follows.
class MarksTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void fusedSetsMoveTogether();
    void undoNamesWhatItTakesBack();
    void sizeFollowsTheMarks();
    void selectionIsFollowedByTableAndChart();
    void aChangedMarkRedoesItsBlockOnly();
};

} // namespace salient::ui
