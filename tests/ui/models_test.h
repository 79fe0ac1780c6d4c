// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

namespace salient::ui {

/// Item models under Qt's own tester.
class ModelsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void layerModelKeepsItsPromises();
    void layerModelSortsByNumbers();
    void tensorTreeKeepsItsPromises();
    void modelListKeepsItsPromises();
    void chartTableKeepsItsPromises();
};

} // namespace salient::ui
