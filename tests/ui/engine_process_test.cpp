// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/engine_process_test.h"

#include "core/json_fields.h"
#include "tests/ui/ui_support.h"

#include <QSignalSpy>
#include <QtTest>

#include <csignal>
#include <random>

namespace salient::ui {

namespace {

/// The end of a request.
struct Ending {
    bool finished = false;
    std::string result;
    std::optional<Failed> failure;
    bool over() const { return finished || failure.has_value(); }
};

Ending endOf(EngineProcess& engine, const QString& command, const std::string& arguments) {
    Ending end;
    QObject context;
    engine.ask(
        command, arguments, &context,
        [&](const std::string& result) {
            end.finished = true;
            end.result = result;
        },
        [&](const Failed& failure) { end.failure = failure; });
    waitFor([&] { return end.over(); });
    return end;
}

} // namespace

void EngineProcessTest::answersWithTheNumberOfTheRequest() {
    EngineProcess engine(salientProgram());
    QSignalSpy finished(&engine, &EngineProcess::requestFinished);
    const quint64 number = engine.request(QStringLiteral("version"), "{}");
    QVERIFY(waitFor([&] { return finished.count() == 1; }));
    QCOMPARE(finished.first().first().toULongLong(), number);
    QVERIFY(!engine.busy());
}

void EngineProcessTest::refusalCarriesCodeAndSentence() {
    EngineProcess engine(salientProgram());
    const Ending end = endOf(engine, QStringLiteral("inspect"), R"({"model":"/nowhere/at/all"})");
    QVERIFY(end.failure.has_value());
    QVERIFY(!end.failure->code.empty());
    QVERIFY(end.failure->sentence.find("/nowhere/at/all") != std::string::npos);
    QCOMPARE(end.failure->exitCode, 2);
}

void EngineProcessTest::requestsAreAnsweredInOrder() {
    EngineProcess engine(salientProgram());
    QList<quint64> answered;
    connect(&engine, &EngineProcess::requestFinished, this, [&](quint64 number) { answered.append(number); });
    QList<quint64> asked;
    for (int i = 0; i < 5; ++i) {
        asked.append(engine.request(QStringLiteral("version"), "{\n}"));
    }
    QVERIFY(waitFor([&] { return answered.size() == asked.size(); }));
    QCOMPARE(answered, asked);
}

void EngineProcessTest::cancelEndsARun() {
    QTemporaryDir output;
    Session session(salientProgram());
    QVERIFY(openStories(session, output));
    makeRunLong(session);
    session.startRun();
    QVERIFY(waitFor([&] { return session.record().started().has_value(); }));
    session.cancelRun();
    QVERIFY(waitFor([&] { return session.runState() == RunState::Idle; }));
    QVERIFY(session.record().failure().has_value());
    QCOMPARE(session.record().failure()->code, std::string("cancelled"));
    QVERIFY(!QFileInfo::exists(output.filePath(QStringLiteral("result"))));
}

void EngineProcessTest::pausedRunWaitsAndGoesOn() {
    QTemporaryDir output;
    Session session(salientProgram());
    QVERIFY(openStories(session, output));
    makeRunLong(session);
    session.startRun();
    QVERIFY(waitFor([&] { return !session.record().searches().empty(); }));
    session.pauseRun(true);
    QVERIFY(waitFor([&] { return session.record().paused(); }));
    const size_t searches = session.record().searches().size();
    QTest::qWait(300);
    QCOMPARE(session.record().searches().size(), searches);
    session.pauseRun(false);
    QVERIFY(waitFor([&] { return session.runState() == RunState::Idle; }));
    QVERIFY(session.record().result().has_value());
}

void EngineProcessTest::killedTwentyTimesKeepsWhatWasShown() {
    QTemporaryDir output;
    Session session(salientProgram());
    QVERIFY(openStories(session, output));
    makeRunLong(session);
    Recipe recipe = session.recipe();
    recipe.runFolder.clear();
    recipe.overwrite = true;
    qputenv("XDG_DATA_HOME", output.path().toUtf8());
    session.changeRecipe(recipe, QStringLiteral("test"));
    auto* engine = session.findChildren<EngineProcess*>().at(1);
    QSignalSpy failures(&session, &Session::failed);
    std::mt19937 random(20);
    for (int kill = 0; kill < 20; ++kill) {
        const int wanted = static_cast<int>(random() % 12);
        session.startRun();
        QVERIFY(waitFor([&] {
            return static_cast<int>(session.record().layers().size()) >= wanted && engine->processId() > 0 &&
                   session.record().started().has_value();
        }));
        const size_t layers = session.record().layers().size();
        const size_t searches = session.record().searches().size();
        const int said = static_cast<int>(failures.count());
        ::kill(static_cast<pid_t>(engine->processId()), SIGKILL);
        QVERIFY(waitFor([&] { return session.runState() == RunState::Idle; }));
        QCOMPARE(failures.count(), said + 1);
        const auto failure = failures.last().first().value<Failed>();
        QCOMPARE(failure.code, std::string("engine.died"));
        QVERIFY(session.record().layers().size() >= layers);
        QVERIFY(session.record().searches().size() >= searches);
    }
    // And it still works.
    QTemporaryDir other;
    QVERIFY(openStories(session, other));
    session.startRun();
    QVERIFY(waitFor([&] { return session.runState() == RunState::Idle; }));
    QVERIFY(session.record().result().has_value());
}

void EngineProcessTest::missingProgramIsSaid() {
    EngineProcess engine(QStringLiteral("/nowhere/salient"));
    const Ending end = endOf(engine, QStringLiteral("version"), "{}");
    QVERIFY(end.failure.has_value());
    QCOMPARE(end.failure->code, std::string("engine.died"));
    QVERIFY(end.failure->sentence.find("/nowhere/salient") != std::string::npos);
}

} // namespace salient::ui
