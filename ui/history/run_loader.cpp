// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/history/run_loader.h"

#include "core/whole_file.h"
#include "kernels/error.h"
#include "ui/engine_process.h"
#include "ui/text.h"

#include <QDir>
#include <QFileInfo>

namespace salient::ui {

namespace {

/// Small files of a run: a recipe, a result of a few hundred layers.
constexpr qint64 kMostBytes = 16'000'000;

std::string smallFile(const QString& folder, const QString& name, QString& problem) {
    const QString file = QDir(folder).filePath(name);
    if (!QFileInfo::exists(file)) {
        return {};
    }
    try {
        return readWholeFile(file.toStdString(), kMostBytes);
    } catch (const Error& error) {
        problem = problem.isEmpty() ? text(error.what()) : problem;
        return {};
    }
}

} // namespace

RunLoader::RunLoader(QObject* parent) : QObject(parent), m_player(new EngineProcess(QString(), this)) {
    connect(m_player, &EngineProcess::eventsArrived, this, [this](quint64, const std::vector<Event>& events) {
        for (const Event& event : events) {
            m_runs.back().record.apply(event);
        }
    });
    connect(m_player, &EngineProcess::lineRefused, this, [this](const QString& sentence) {
        if (m_runs.back().problem.isEmpty()) {
            m_runs.back().problem = sentence;
        }
    });
    connect(m_player, &EngineProcess::replayEnded, this, &RunLoader::endRun);
}

RunLoader::~RunLoader() = default;

void RunLoader::load(const QStringList& folders) {
    m_player->stopReplay();
    m_runs.clear();
    m_folders = folders;
    m_next = 0;
    readNext();
}

void RunLoader::readNext() {
    if (m_next >= m_folders.size()) {
        Q_EMIT finished(m_runs);
        return;
    }
    LoadedRun run;
    run.folder = m_folders[m_next];
    run.recipe = smallFile(run.folder, QStringLiteral("recipe.json"), run.problem);
    run.result = smallFile(run.folder, QStringLiteral("result.json"), run.problem);
    m_runs.push_back(std::move(run));
    const QString problem = m_player->replay(QDir(m_folders[m_next]).filePath(QStringLiteral("events.jsonl")), 0);
    if (!problem.isEmpty()) {
        m_runs.back().problem = problem;
        endRun();
    }
}

void RunLoader::endRun() {
    LoadedRun& run = m_runs.back();
    if (run.result.empty() && run.record.result()) {
        run.result = *run.record.result();
    }
    ++m_next;
    Q_EMIT progressed(static_cast<int>(m_next), static_cast<int>(m_folders.size()));
    readNext();
}

} // namespace salient::ui
