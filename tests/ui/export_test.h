// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

/// Quantised folders: opened, exported, compared.
namespace salient::ui {

class ExportTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void foreignFoldersOpen();
    void aFolderIsWrittenInAnotherFormat();
    void aGgufFileSaysWhichIntegersItKept();
    void impossibleFormatsCannotBeChosen();
    void aComparisonMeasuresBoth();
};

} // namespace salient::ui
