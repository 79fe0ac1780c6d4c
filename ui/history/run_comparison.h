// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/history/run_loader.h"

#include <QWidget>

class QLabel;
class QStackedWidget;
class QTableView;

namespace salient::ui {

class ChartView;
class DifferenceModel;

/// Two or more runs laid over each other: errors per layer and per block, and a table of what differs.
class RunComparison : public QWidget {
    Q_OBJECT

public:
    explicit RunComparison(QWidget* parent = nullptr);
    /// Reads the runs and shows them when they are there; `names` are for legend and table.
    void compare(const QStringList& folders, const QStringList& names);
    const QStringList& folders() const { return m_folders; }

Q_SIGNALS:
    void shown();

private:
    void show(const std::vector<LoadedRun>& runs);

    RunLoader* m_loader;
    QStackedWidget* m_stack;
    QLabel* m_words;
    QLabel* m_problems;
    ChartView* m_layers;
    ChartView* m_blocks;
    DifferenceModel* m_differences;
    QTableView* m_table;
    QStringList m_folders;
    QStringList m_names;
};

} // namespace salient::ui
