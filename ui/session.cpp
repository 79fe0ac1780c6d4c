// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/session.h"

#include "core/json_fields.h"
#include "core/run_folder.h"
#include "kernels/error.h"
#include "ui/text.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QRegularExpression>

#include <algorithm>

namespace salient::ui {

/// A person who types a number is not answered per digit.
static constexpr int kPlanDelayMilliseconds = 150;

/// One step of the undo stack: the recipe before and after.
class RecipeChange : public QUndoCommand {
public:
    RecipeChange(Session& session, Recipe before, Recipe after, int mergeKey)
        : m_session(session), m_before(std::move(before)), m_after(std::move(after)), m_mergeKey(mergeKey) {}
    void undo() override { m_session.setRecipe(m_before); }
    void redo() override { m_session.setRecipe(m_after); }
    int id() const override { return m_mergeKey > 0 ? m_mergeKey : -1; }
    bool mergeWith(const QUndoCommand* later) override {
        m_after = static_cast<const RecipeChange*>(later)->m_after;
        return true;
    }

private:
    Session& m_session;
    Recipe m_before;
    Recipe m_after;
    int m_mergeKey;
};

Recipe Session::usualRecipe() {
    Recipe recipe;
    recipe.groupSize = 64;
    return recipe;
}

/// The headline of a run's failure.
static QString quantising(const QString& model) {
    return Session::tr("Quantising %1").arg(model);
}

Session::Session(const QString& program, QObject* parent)
    : QObject(parent), m_program(program), m_desk(new EngineProcess(program, this)),
      m_worker(new EngineProcess(program, this)) {
    m_planDelay.setSingleShot(true);
    m_planDelay.setInterval(kPlanDelayMilliseconds);
    connect(&m_planDelay, &QTimer::timeout, this, &Session::askForPlan);
    connect(m_worker, &EngineProcess::eventsArrived, this,
            [this](quint64, const std::vector<Event>& events) { takeEvents(events); });
    connect(m_worker, &EngineProcess::replayEnded, this, [this] { setState(RunState::Idle); });
    connect(m_worker, &EngineProcess::requestFinished, this, [this] {
        setState(RunState::Idle);
        Q_EMIT said(tr("The run is finished."));
    });
    connect(m_worker, &EngineProcess::requestFailed, this, [this](quint64, const Failed& failure) {
        setState(RunState::Idle);
        if (failure.code == "cancelled") {
            Q_EMIT said(tr("The run was cancelled; nothing was written under the final name."));
        } else {
            Q_EMIT failed(failure, quantising(modelName()));
        }
    });
    for (EngineProcess* engine : {m_desk, m_worker}) {
        connect(engine, &EngineProcess::lineRefused, this, &Session::said);
    }
    connect(m_desk, &EngineProcess::engineDied, this, &Session::said);
}

Session::~Session() = default;

// Beside the model, unless that is no place for a person's files: the cache of Hugging Face, or what came with the
// program.
static QString outputFor(const QString& model) {
    const QFileInfo info(model);
    QString place = info.absolutePath();
    QString name = info.fileName();
    static const QRegularExpression cached(QStringLiteral("/models--[^/]+--([^/]+)/snapshots/"));
    if (const auto match = cached.match(model); match.hasMatch()) {
        name = match.captured(1);
    }
    if (name != info.fileName() || !QFileInfo(place).isWritable() ||
        place.endsWith(QStringLiteral("/resources/models")) ||
        place.endsWith(QStringLiteral("/share/salient/models"))) {
        place = QDir::homePath();
    }
    return QDir(place).filePath(name + QStringLiteral("-awq"));
}

void Session::openModel(const QString& folder) {
    m_modelFolder = folder;
    m_inspection.clear();
    m_quantized = false;
    m_plan.reset();
    m_selected.clear();
    m_budgetMarks.clear();
    m_undo.clear();
    Recipe recipe = m_recipe;
    recipe.model = folder.toStdString();
    recipe.marks.clear();
    recipe.output = outputFor(folder).toStdString();
    m_recipe = recipe;
    Q_EMIT modelChanged();
    Q_EMIT recipeChanged();
    Q_EMIT planChanged();
    Q_EMIT selectionChanged();
    const Json arguments = {{"model", folder.toStdString()}};
    m_desk->ask(
        QStringLiteral("inspect"), jsonToText(arguments), this,
        [this, folder](const std::string& result) {
            if (folder != m_modelFolder) {
                return; // another one was opened meanwhile
            }
            m_inspection = result;
            m_quantized = !jsonFromText(result).value("quantization", Json()).is_null();
            Q_EMIT inspectionChanged();
            askForPlan();
        },
        [this, folder](const Failed& failure) {
            if (folder == m_modelFolder) {
                Q_EMIT failed(failure, tr("Reading %1").arg(folder));
            }
        });
}

QString Session::modelName() const {
    return m_modelFolder.isEmpty() ? QString() : QFileInfo(m_modelFolder).fileName();
}

void Session::changeRecipe(const Recipe& recipe, const QString& undoText, int mergeKey) {
    if (recipeToJson(recipe) == recipeToJson(m_recipe)) {
        return;
    }
    auto* change = new RecipeChange(*this, m_recipe, recipe, mergeKey); // the stack owns it
    change->setText(undoText);
    m_undo.push(change);
}

void Session::setRecipe(const Recipe& recipe) {
    m_recipe = recipe;
    Q_EMIT recipeChanged();
    m_planDelay.start();
}

void Session::askForPlan() {
    if (m_inspection.empty() || m_quantized) {
        return;
    }
    m_desk->dropWaiting(QStringLiteral("plan"));
    const std::string asked = recipeToJson(m_recipe);
    m_desk->ask(
        QStringLiteral("plan"), asked, this,
        [this, asked](const std::string& result) {
            if (asked == recipeToJson(m_recipe)) {
                takePlan(result);
            }
        },
        [this](const Failed& failure) {
            m_plan.reset();
            Q_EMIT planChanged();
            Q_EMIT said(text(failure.sentence));
        });
}

void Session::takePlan(const std::string& json) {
    try {
        m_plan = planFromJson(json);
    } catch (const Json::exception& error) {
        Q_EMIT said(tr("The plan of the engine cannot be read: %1.").arg(text(jsonProblem(error))));
    }
    Q_EMIT planChanged();
}

bool Session::canStart() const {
    return m_state == RunState::Idle && !m_modelFolder.isEmpty() && !m_quantized;
}

void Session::startRun() {
    if (!canStart()) {
        return;
    }
    Q_EMIT triedAgain(quantising(modelName()));
    Recipe recipe = m_recipe;
    if (const auto& shown = m_record.started(); shown && m_record.result() && !m_runFolder.isEmpty() &&
                                                QFileInfo(text(shown->model)).canonicalFilePath() ==
                                                    QFileInfo(text(recipe.model.string())).canonicalFilePath()) {
        recipe.reuse = m_runFolder.toStdString(); // which blocks would be the same, the engine judges
    }
    m_record = RunRecord();
    m_runFolder.clear();
    setState(RunState::Running);
    Q_EMIT recordChanged({});
    m_worker->request(QStringLiteral("quantize"), recipeToJson(recipe));
}

void Session::cancelRun() {
    if (m_state == RunState::Replaying) {
        m_worker->stopReplay();
        setState(RunState::Idle);
    } else {
        m_worker->cancel();
    }
}

void Session::pauseRun(bool paused) {
    if (paused && m_state == RunState::Running) {
        m_worker->pause();
        setState(RunState::Paused);
    } else if (!paused && m_state == RunState::Paused) {
        m_worker->resume();
        setState(RunState::Running);
    }
}

void Session::openRun(const QString& folder, double speed) {
    if (m_state == RunState::Running || m_state == RunState::Paused) {
        Q_EMIT said(tr("A run is going on; open another one when it has ended."));
        return;
    }
    m_record = RunRecord();
    m_runFolder = folder;
    Q_EMIT recordChanged({});
    const QString problem = m_worker->replay(QDir(folder).filePath(QStringLiteral("events.jsonl")), speed);
    if (!problem.isEmpty()) {
        Q_EMIT failed({"run.unreadable", problem.toStdString(), 2}, tr("Opening a run"));
        return;
    }
    setState(RunState::Replaying);
}

QString Session::resultFolder() const {
    return m_record.result() && m_record.started() ? text(m_record.started()->output) : QString();
}

void Session::takeEvents(const std::vector<Event>& events) {
    QSet<int> parts;
    for (const Event& event : events) {
        parts.insert(static_cast<int>(m_record.apply(event)));
        if (const auto* started = std::get_if<Started>(&event); started != nullptr && m_runFolder.isEmpty()) {
            m_runFolder = text(started->runFolder);
        }
    }
    Q_EMIT recordChanged(parts);
}

void Session::setState(RunState state) {
    if (state != m_state) {
        m_state = state;
        Q_EMIT runStateChanged();
    }
}

void Session::selectLayers(const QSet<QString>& modules) {
    if (modules != m_selected) {
        m_selected = modules;
        Q_EMIT selectionChanged();
    }
}

bool holds(const QSet<int>& parts, std::initializer_list<RecordPart> wanted) {
    return parts.isEmpty() || std::any_of(wanted.begin(), wanted.end(),
                                          [&](RecordPart part) { return parts.contains(static_cast<int>(part)); });
}

} // namespace salient::ui
