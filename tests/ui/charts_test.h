// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

namespace salient::ui {

/// What is drawn is what events.jsonl says.
class ChartsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void drawnPointsEqualTheFile();
    void tableAndCsvHoldTheSamePoints();
    void ticksAreWhereTheyAreSaidToBe();
    void everyChartOfARunNamesItsAxes();
    void everyTextOfChartsHasAGermanOne();
    void sentencesHaveTheDecimalPointOfTheirLanguage();
};

} // namespace salient::ui
