// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/recording_test.h"

#include "core/run_folder.h"
#include "tests/ui/ui_support.h"
#include "ui/pages/diagnose_page.h"
#include "ui/pages/run_page.h"

#include <QDir>
#include <QFile>
#include <QSignalSpy>
#include <QtTest>

namespace salient::ui {

static QByteArray recordedLines() {
    QFile file(storiesRecording() + QStringLiteral("/events.jsonl"));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

static void writeRun(const QTemporaryDir& folder, const QByteArray& lines) {
    QFile file(folder.filePath(QStringLiteral("events.jsonl")));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(lines);
}

static bool open(Session& session, const QString& folder) {
    session.openRun(folder);
    return waitFor([&] { return session.runState() == RunState::Idle; }, 120'000);
}

void RecordingTest::recordingGivesTheSameRecordAsTheFile() {
    RunRecord expected;
    for (const Event& event : readEvents(storiesRecording().toStdString() + "/events.jsonl")) {
        expected.apply(event);
    }
    Session session(salientProgram());
    QVERIFY(open(session, storiesRecording()));
    const RunRecord& shown = session.record();
    QCOMPARE(shown.layers().size(), expected.layers().size());
    QCOMPARE(shown.searches().size(), expected.searches().size());
    QCOMPARE(shown.blocks().size(), expected.blocks().size());
    QCOMPARE(shown.result(), expected.result());
    for (size_t i = 0; i < shown.layers().size(); ++i) {
        QCOMPARE(shown.layers()[i].layer.relativeError, expected.layers()[i].layer.relativeError);
    }
}

void RecordingTest::cutOffLineIsLeftOut() {
    QTemporaryDir folder;
    const QByteArray all = recordedLines();
    writeRun(folder, all.left(all.size() / 2)); // within a line
    Session session(salientProgram());
    QSignalSpy failures(&session, &Session::failed);
    QVERIFY(open(session, folder.path()));
    QVERIFY(failures.isEmpty());
    QVERIFY(!session.record().layers().empty());
    QVERIFY(!session.record().ended());
}

void RecordingTest::brokenLineIsSaid() {
    QTemporaryDir folder;
    const QByteArray all = recordedLines();
    const qsizetype second = all.indexOf('\n') + 1;
    writeRun(folder, all.left(second) + "{\"event\":\"layer_quan\n" + all.mid(second));
    Session session(salientProgram());
    QSignalSpy said(&session, &Session::said);
    QVERIFY(open(session, folder.path()));
    QVERIFY(std::any_of(said.begin(), said.end(),
                        [](const auto& one) { return one.first().toString().contains(QStringLiteral("2")); }));
    QVERIFY(session.record().ended());
}

// Pages draw while it is read. The limit of the design is 100 ms on a machine that does nothing else; tests share
// theirs, so that this one asserts on the thread's own work, twice as much, and prints what it saw.
void RecordingTest::largeRecordingDoesNotHoldTheLoop() {
    QTemporaryDir folder;
    const QByteArray all = recordedLines();
    const qsizetype megabytes = qEnvironmentVariableIntValue("SALIENT_TEST_RECORDING_MB");
    QByteArray large;
    while (large.size() < (megabytes > 0 ? megabytes : 25) * 1'000'000) {
        large += all;
    }
    writeRun(folder, large);
    Session session(salientProgram());
    LayerModel layers(session);
    RunPage run(session, layers);
    DiagnosePage diagnose(session, layers);
    run.resize(1200, 700);
    run.show();
    diagnose.show();
    QVERIFY(waitFor([&] { return run.isVisible() && diagnose.isVisible(); }));
    QTest::qWait(200);
    LoopWatch watch;
    QElapsedTimer clock;
    clock.start();
    QVERIFY(open(session, folder.path()));
    qInfo("%.1f MB replayed in %.1f s; the loop was away for at most %lld ms, %.0f ms of them work",
          static_cast<double>(large.size()) / 1e6, static_cast<double>(clock.elapsed()) / 1e3,
          static_cast<long long>(watch.longestMilliseconds()), watch.longestWorkMilliseconds());
    QVERIFY(watch.longestWorkMilliseconds() < 200);
}

void RecordingTest::slowReplayShowsNothingEarly() {
    Session session(salientProgram());
    session.openRun(storiesRecording(), 0.001); // a thousandth of its speed
    QTest::qWait(300);
    QCOMPARE(session.runState(), RunState::Replaying);
    QVERIFY(session.record().layers().empty());
    session.cancelRun();
    QCOMPARE(session.runState(), RunState::Idle);
}

void RecordingTest::missingRecordingIsSaid() {
    Session session(salientProgram());
    QSignalSpy failures(&session, &Session::failed);
    session.openRun(QStringLiteral("/nowhere/run"));
    QCOMPARE(failures.count(), 1);
    QVERIFY(failures.first().first().value<Failed>().sentence.find("/nowhere/run") != std::string::npos);
}

} // namespace salient::ui
