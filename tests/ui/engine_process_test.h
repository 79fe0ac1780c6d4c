// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

namespace salient::ui {

/// The child process: answers, cancels, deaths.
class EngineProcessTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void answersWithTheNumberOfTheRequest();
    void refusalCarriesCodeAndSentence();
    void requestsAreAnsweredInOrder();
    void cancelEndsARun();
    void pausedRunWaitsAndGoesOn();
    void killedTwentyTimesKeepsWhatWasShown();
    void missingProgramIsSaid();
};

} // namespace salient::ui
