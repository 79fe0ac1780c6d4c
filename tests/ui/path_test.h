// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

namespace salient::ui {

/// The whole path of a person on a real screen, with the events of a real mouse and keyboard.
class PathTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void fromModelToReport();
};

} // namespace salient::ui
