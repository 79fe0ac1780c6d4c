// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/marks_test.h"

#include "tests/ui/ui_support.h"
#include "ui/pages/diagnose_page.h"
#include "ui/plots/chart_view.h"
#include "ui/widgets/layer_table.h"

#include <QTableView>
#include <QtTest>

namespace salient::ui {

static QString moduleOf(const Session& session, const QString& ending) {
    for (const PlannedLayer& layer : session.plan()->layers) {
        if (layer.module.endsWith(ending)) {
            return layer.module;
        }
    }
    return {};
}

void MarksTest::fusedSetsMoveTogether() {
    QTemporaryDir output;
    Session session(salientProgram());
    QVERIFY(openStories(session, output));
    const QString query = moduleOf(session, QStringLiteral("1.self_attn.q_proj"));
    const QString value = moduleOf(session, QStringLiteral("1.self_attn.v_proj"));
    const QString out = moduleOf(session, QStringLiteral("1.self_attn.o_proj"));
    session.markLayers({query}, 16);
    QCOMPARE(session.markOf(query), std::optional(16));
    QCOMPARE(session.markOf(value), std::optional(16));
    QVERIFY(!session.markOf(out).has_value());
    session.markLayers({value}, 4);
    QVERIFY(!session.markOf(query).has_value());
}

void MarksTest::aChangedMarkRedoesItsBlockOnly() {
    QTemporaryDir output;
    Session session(salientProgram());
    QVERIFY(openStories(session, output));
    const auto run = [&](const char* name) {
        Recipe recipe = session.recipe();
        recipe.output = output.filePath(QString::fromLatin1(name)).toStdString();
        recipe.runFolder = output.filePath(QString::fromLatin1(name) + QStringLiteral("-run")).toStdString();
        session.changeRecipe(recipe, QStringLiteral("another place"));
        session.startRun();
        return waitFor([&] { return session.runState() == RunState::Idle && session.record().ended(); }, 240'000) &&
               session.record().result().has_value();
    };
    const auto told = [&] {
        QString all;
        for (const Issue& issue : session.record().issues()) {
            all += QString::fromStdString(issue.sentence) + QLatin1Char('\n');
        }
        return all;
    };
    QVERIFY(run("first"));
    QVERIFY2(!told().contains(QStringLiteral("taken from the run")), qPrintable(told()));
    session.markLayers({moduleOf(session, QStringLiteral("3.self_attn.o_proj"))}, 16);
    QVERIFY(run("second"));
    QVERIFY2(told().contains(QStringLiteral("4 of 5 blocks are taken from the run")), qPrintable(told()));
    QCOMPARE(session.record().layers().size(), size_t{35}); // charts and tables show all of them
    QVERIFY(session.recipe().reuse.empty());                // a matter of the run, not of the recipe
}

void MarksTest::undoNamesWhatItTakesBack() {
    QTemporaryDir output;
    Session session(salientProgram());
    QVERIFY(openStories(session, output));
    const QString out = moduleOf(session, QStringLiteral("0.self_attn.o_proj"));
    session.markLayers({out}, 8);
    QVERIFY2(session.undoStack().undoText().contains(QStringLiteral("8")), qPrintable(session.undoStack().undoText()));
    session.undoStack().undo();
    QVERIFY(!session.markOf(out).has_value());
    session.undoStack().redo();
    QCOMPARE(session.markOf(out), std::optional(8));
}

void MarksTest::sizeFollowsTheMarks() {
    QTemporaryDir output;
    Session session(salientProgram());
    QVERIFY(openStories(session, output));
    const qint64 before = session.plan()->outputBytes;
    session.markLayers({moduleOf(session, QStringLiteral("0.self_attn.o_proj"))}, 8);
    QVERIFY(waitFor([&] { return session.plan() && session.plan()->outputBytes > before; }));
    const bool said = std::any_of(session.plan()->issues.begin(), session.plan()->issues.end(),
                                  [](const Issue& issue) { return issue.code == "marks.not_in_format"; });
    QVERIFY(said);
}

void MarksTest::selectionIsFollowedByTableAndChart() {
    QTemporaryDir output;
    Session session(salientProgram());
    LayerModel layers(session);
    DiagnosePage page(session, layers);
    QVERIFY(openStories(session, output));
    session.openRun(storiesRecording());
    QVERIFY(waitFor([&] { return session.runState() == RunState::Idle && session.record().ended(); }));
    page.resize(1200, 700);
    page.show();
    auto* chart = page.findChild<ChartView*>(QStringLiteral("diagnoseChart"));
    Q_EMIT chart->placeClicked(2, Qt::NoModifier);
    QCOMPARE(session.selectedLayers().size(), 1);
    const auto* view = page.findChild<QTableView*>(QStringLiteral("diagnoseLayersView"));
    QCOMPARE(view->selectionModel()->selectedRows().size(), 1);
    Q_EMIT chart->placesEnclosed(0, 3, Qt::NoModifier);
    QCOMPARE(session.selectedLayers().size(), 4);
    Q_EMIT chart->placeClicked(0, Qt::ControlModifier);
    QCOMPARE(session.selectedLayers().size(), 3);
    view->selectionModel()->clearSelection();
    QVERIFY(session.selectedLayers().isEmpty());
}

} // namespace salient::ui
