// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

namespace salient::ui {

/// What is remembered between starts.
class SettingsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void valuesComeBack();
    void brokenFileIsPutAsideAndSaid();
    void listsKeepTheNewestFirst();
};

} // namespace salient::ui
