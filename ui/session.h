// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/recipe.h"
#include "core/record/run_record.h"
#include "ui/engine_process.h"
#include "ui/run_plan.h"

#include <QMap>
#include <QObject>
#include <QSet>
#include <QStringList>
#include <QUndoStack>

#include <map>
#include <memory>

namespace salient::ui {

enum class RunState { Idle, Running, Paused, Replaying };

/// What is open in a window: a model, what shall be done with it, the run that is shown, the layers selected. Pages
/// read it and follow its signals; none knows another page.
class Session : public QObject {
    Q_OBJECT

public:
    /// `program`: the file of `salient`.
    explicit Session(const QString& program, QObject* parent = nullptr);
    ~Session() override;

    /// For questions that are answered within a second; never the run's engine.
    EngineProcess& desk() { return *m_desk; }
    const QString& program() const { return m_program; }

    // The model
    void openModel(const QString& folder);
    const QString& modelFolder() const { return m_modelFolder; }
    QString modelName() const;
    /// What `inspect` said, as JSON text; empty while it is asked for.
    const std::string& inspection() const { return m_inspection; }
    /// Whether the open model is quantised already: it can be asked, measured and converted, not quantised again.
    bool modelQuantized() const { return m_quantized; }

    // What shall be done with it: a recipe, changed through the undo stack
    const Recipe& recipe() const { return m_recipe; }
    /// What a window begins with.
    static Recipe usualRecipe();
    /// Equal `mergeKey`s above 0 in a row become one step (a slider that is dragged).
    void changeRecipe(const Recipe& recipe, const QString& undoText, int mergeKey = 0);
    QUndoStack& undoStack() { return m_undo; }
    /// Nothing until the engine answered for the present recipe.
    const std::optional<RunPlan>& plan() const { return m_plan; }
    /// Bits that the marks of the recipe give a linear; nothing without a mark.
    std::optional<int> markOf(const QString& module) const;
    /// Marks linears and what is fused with them; `bits` 4 takes the mark away.
    void markLayers(const QStringList& modules, int bits);
    /// Takes the marks that a budget chose, in place of those that it chose before; those made by hand stay. One step
    /// of the undo stack.
    void useBudget(const std::vector<Mark>& marks);
    /// Whether a mark was made by hand: a budget does not change it.
    bool markedByHand(const QString& module) const;

    // The run that is shown
    /// A model is open that can be quantised, and nothing runs.
    bool canStart() const;
    void startRun();
    void cancelRun();
    void pauseRun(bool paused);
    RunState runState() const { return m_state; }
    const RunRecord& record() const { return m_record; }
    const QString& runFolder() const { return m_runFolder; }
    /// Shows a recorded run. `speed` as in EngineProcess::replay().
    void openRun(const QString& folder, double speed = 0);
    /// Folder of the result of the run that is shown; empty before it is written.
    QString resultFolder() const;

    // Layers selected anywhere, followed everywhere
    const QSet<QString>& selectedLayers() const { return m_selected; }
    void selectLayers(const QSet<QString>& modules);
    /// The linears fused with these, themselves included.
    QStringList withFused(const QStringList& modules) const;

Q_SIGNALS:
    void modelChanged();
    void inspectionChanged();
    void recipeChanged();
    void planChanged();
    void runStateChanged();
    /// At most once per 33 ms, with all parts that changed.
    void recordChanged(const QSet<int>& parts);
    void selectionChanged();
    /// Something failed; the window shows a card.
    void failed(const salient::Failed& failure, const QString& doing);
    /// What may have failed before begins anew: the card of that failure goes.
    void triedAgain(const QString& doing);
    /// Something worth a line in the status strip.
    void said(const QString& sentence);
    /// A page asks the window to show another one.
    void pageWanted(const QString& page);
    /// A quantised folder shall be written in another format, or measured beside its original.
    void exportWanted(const QString& folder);
    void compareWanted(const QString& folder);
    /// The study of a folder shall be shown.
    void studyWanted(const QString& folder);

private:
    friend class RecipeChange;
    void setRecipe(const Recipe& recipe);
    void askForPlan();
    void takePlan(const std::string& json);
    void takeEvents(const std::vector<Event>& events);
    void setState(RunState state);

    QString m_program;
    EngineProcess* m_desk;
    EngineProcess* m_worker;
    QString m_modelFolder;
    std::string m_inspection;
    bool m_quantized = false;
    Recipe m_recipe = usualRecipe();
    QUndoStack m_undo;
    QTimer m_planDelay;
    std::optional<RunPlan> m_plan;
    RunState m_state = RunState::Idle;
    RunRecord m_record;
    QString m_runFolder;
    QSet<QString> m_selected;
    QMap<QString, int> m_budgetMarks; ///< chosen by a budget, not by hand
};

/// Whether `parts` of recordChanged() hold one of these.
bool holds(const QSet<int>& parts, std::initializer_list<RecordPart> wanted);

} // namespace salient::ui
