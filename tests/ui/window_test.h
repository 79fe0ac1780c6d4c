// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

namespace salient::ui {

/// The whole window without a screen.
class WindowTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void actionsHaveTextTipAndTheirOwnKeys();
    void widgetsThatTakeKeysHaveNames();
    void pagesShowARecording();
    void allMethodsAreOffered();
    void smoothQuantBringsItsShape();
    void perplexityIsDrawnWhileItIsMeasured();
    void droppedThingsAreOpenedOrRefused();
    void aFailureGoesWhenTheSameIsTriedAgain();
    void pagesChangeAtOnce();
    void commandPaletteFindsActions();
    void screenshotsOfAllPages();
};

} // namespace salient::ui
