// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/history/difference_model.h"
#include "ui/history/run_list_model.h"
#include "ui/history/run_notes.h"
#include "ui/theme.h"

#include <QAbstractItemModelTester>
#include <QPlainTextEdit>
#include <QSet>
#include <QtTest>

using namespace salient;
using namespace salient::ui;

namespace {

constexpr const char* kTwoRuns = R"({"runs":[
    {"folder":"/r/a","name":"a","model":"/models/tiny/","output":"/o","started":1700000000,"state":"finished",
     "method":"awq","bits":4,"group_size":0,"bytes_before":2000000,"bytes_after":1000000,"perplexity_before":39.44,
     "perplexity_after":44.19,"mean_kl":0.1,"seconds":75,"failure":null,"notes":"one\ntwo\n","problem":null},
    {"folder":"/r/b","name":"b","model":null,"started":1700000100,"state":"failed","bits":null,"failure":"<b>No</b>",
     "notes":"","problem":"broken"}],"root":"/r"})";

} // namespace

/// Plain models and widgets of the history page, without an engine.
class HistoryModelsTest : public QObject {
    Q_OBJECT

private:
    static QString shown(const QAbstractItemModel& model, int row, int column) {
        return model.index(row, column).data().toString();
    }

private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale::c()); }

    void runsAreAModelThatQtAccepts() {
        RunListModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        QCOMPARE(model.show(kTwoRuns), QString());
        QCOMPARE(model.show(kTwoRuns), QString());
        model.setNotes(QStringLiteral("/r/b"), QStringLiteral("new"));
        QCOMPARE(model.rowCount(), 2);
        QCOMPARE(shown(model, 1, RunListModel::Notes), QStringLiteral("new"));
    }

    void rowsSayWhatIsKnown() {
        RunListModel model;
        model.show(kTwoRuns);
        QCOMPARE(shown(model, 0, RunListModel::Model), QStringLiteral("tiny"));
        QCOMPARE(shown(model, 0, RunListModel::Group), QStringLiteral("row"));
        QCOMPARE(shown(model, 0, RunListModel::Size), QStringLiteral("2.0 MB → 1.0 MB"));
        QCOMPARE(shown(model, 0, RunListModel::Perplexity), QStringLiteral("39.44 → 44.19"));
        QCOMPARE(shown(model, 0, RunListModel::Time), QStringLiteral("1 min 15 s"));
        QCOMPARE(shown(model, 0, RunListModel::Notes), QStringLiteral("one"));
        QCOMPARE(shown(model, 1, RunListModel::Model), QStringLiteral("b")); // the folder stands in
        QCOMPARE(shown(model, 1, RunListModel::Size), QString());
        QCOMPARE(shown(model, 1, RunListModel::State), QStringLiteral("failed"));
        model.show(kTwoRuns, QStringLiteral("/r/b")); // the one that this window is at
        QCOMPARE(shown(model, 0, RunListModel::State), QStringLiteral("finished"));
        QCOMPARE(shown(model, 1, RunListModel::State), QStringLiteral("running"));
    }

    void labelsSayHowAModelWasQuantised() {
        RunListModel model;
        model.show(kTwoRuns);
        QVERIFY(model.run(0).label().startsWith(QStringLiteral("tiny awq-4 g0 ")));
        QCOMPARE(model.run(1).label(), QStringLiteral("b"));
    }

    void numbersAreSortedAsNumbers() {
        RunListModel model;
        model.show(kTwoRuns);
        QCOMPARE(model.index(0, RunListModel::Size).data(Qt::UserRole).toDouble(), 1e6);
        QVERIFY(!model.index(1, RunListModel::Size).data(Qt::UserRole).isValid());
        QVERIFY(model.index(0, RunListModel::Date).data(Qt::UserRole).toDateTime() <
                model.index(1, RunListModel::Date).data(Qt::UserRole).toDateTime());
    }

    void textsOfRunsAreNoMarkup() {
        RunListModel model;
        model.show(kTwoRuns);
        const QString tip = model.index(1, 0).data(Qt::ToolTipRole).toString();
        QVERIFY(tip.contains(QStringLiteral("&lt;b&gt;No")));
    }

    void aBrokenAnswerKeepsTheOldList() {
        RunListModel model;
        model.show(kTwoRuns);
        QVERIFY(!model.show("{").isEmpty());
        QVERIFY(!model.show("{}").isEmpty());
        QCOMPARE(model.rowCount(), 2);
    }

    void differencesAreAModelThatQtAccepts() {
        DifferenceModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        const QStringList names = {QStringLiteral("one"), QStringLiteral("two")};
        model.show(names, {{"bits", {"4", "3"}}}, {{"size after", {"1 MB", "2 MB"}}});
        QCOMPARE(model.rowCount(), 2);
        QCOMPARE(model.columnCount(), 3);
        QCOMPARE(shown(model, 0, 0), QStringLiteral("bits"));
        QCOMPARE(shown(model, 1, 2), QStringLiteral("2 MB"));
        QCOMPARE(model.headerData(2, Qt::Horizontal, Qt::DisplayRole).toString(), QStringLiteral("two"));
        model.show({}, {}, {});
        QCOMPARE(model.rowCount(), 0);
    }

    void notesAreToldForTheRunTheyWereTypedFor() {
        RunNotes notes;
        QSignalSpy told(&notes, &RunNotes::edited);
        auto* field = notes.findChild<QPlainTextEdit*>();
        notes.showRun(QStringLiteral("/r/a"), {}, QStringLiteral("old"));
        QCOMPARE(told.count(), 0);
        field->setPlainText(QStringLiteral("new"));
        notes.showRun(QStringLiteral("/r/a"), {}, QStringLiteral("old")); // a refresh does not take the words away
        QCOMPARE(field->toPlainText(), QStringLiteral("new"));
        notes.showRun(QStringLiteral("/r/b"), {}, QString());
        QCOMPARE(told.count(), 1);
        QCOMPARE(told[0][0].toString(), QStringLiteral("/r/a"));
        QCOMPARE(told[0][1].toString(), QStringLiteral("new"));
        QCOMPARE(field->toPlainText(), QString());
        notes.showNothing();
        QCOMPARE(told.count(), 1);
        QVERIFY(!field->isEnabled());
    }

    void notesAreToldWhenTypingPauses() {
        RunNotes notes;
        QSignalSpy told(&notes, &RunNotes::edited);
        notes.showRun(QStringLiteral("/r/a"), {}, QString());
        notes.findChild<QPlainTextEdit*>()->setPlainText(QStringLiteral("words"));
        QVERIFY(told.wait(10'000));
    }

    void eightSeriesHaveEightColours() {
        for (const QColor& window : {QColor(Qt::white), QColor(Qt::black)}) {
            QPalette palette(window, window);
            palette.setColor(QPalette::WindowText, window == QColor(Qt::white) ? Qt::black : Qt::white);
            QSet<QRgb> colours;
            for (size_t i = 0; i < 8; ++i) {
                colours.insert(Theme::numbered(palette, i).rgb());
            }
            QCOMPARE(colours.size(), 8);
        }
    }
};

QTEST_MAIN(HistoryModelsTest)
#include "history_models_test.moc"
