// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/record/run_record.h"

#include <QObject>
#include <QStringList>

#include <vector>

namespace salient::ui {

class EngineProcess;

/// A run read for a comparison.
struct LoadedRun {
    QString folder;
    std::string recipe; ///< recipe.json as it is; "" when it is not there
    std::string result; ///< result.json, or what the events ended with
    RunRecord record;
    QString problem; ///< the first thing that could not be read
};

/// Reads recorded runs one after the other in slices, so that the window stays alive.
class RunLoader : public QObject {
    Q_OBJECT

public:
    explicit RunLoader(QObject* parent = nullptr);
    ~RunLoader() override;
    /// Begins with these; what was being read is given up.
    void load(const QStringList& folders);
    bool busy() const { return m_next < m_folders.size(); }

Q_SIGNALS:
    /// A run of so many was read.
    void progressed(int done, int all);
    /// All are there, in the order of their folders.
    void finished(const std::vector<salient::ui::LoadedRun>& runs);

private:
    void readNext();
    void endRun();

    EngineProcess* m_player; ///< plays recordings; no child is ever started
    QStringList m_folders;
    qsizetype m_next = 0;
    std::vector<LoadedRun> m_runs;
};

} // namespace salient::ui
