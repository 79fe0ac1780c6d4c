// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

/// Sensitivity, budgets and the run that follows.
namespace salient::ui {

class DiagnoseTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void barsEqualTheFile();
    void setsWithinTheNoiseAreNotSelected();
    void aClickSelectsAWholeSet();
    void drawnBudgetChangesTheMarks();
    void marksByHandAreKept();
    void aSizeTooSmallSaysTheSmallest();
    void fieldsSolveAtOnce();
    void aMeasurementIsMadeAndShown();
    void aStoppedMeasurementSaysSo();
    void quantisedAgainAndMeasured();
};

} // namespace salient::ui
