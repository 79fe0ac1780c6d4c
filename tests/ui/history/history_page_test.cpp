// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/history/run_comparison.h"
#include "ui/history/run_list_model.h"
#include "ui/history/run_loader.h"
#include "ui/pages/history_page.h"
#include "ui/plots/chart_view.h"
#include "ui/settings.h"

#include <QAbstractItemModelTester>
#include <QAction>
#include <QDir>
#include <QDockWidget>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QProcess>
#include <QTabWidget>
#include <QTableView>
#include <QTemporaryDir>
#include <QtTest>

using namespace salient;
using namespace salient::ui;

namespace {
const QString kModel = QStringLiteral(SALIENT_RESOURCES "/models/stories260K");
constexpr int kPatience = 60'000; ///< milliseconds for what an engine does on a busy machine
} // namespace

/// The page over runs that the real program made.
class HistoryPageTest : public QObject {
    Q_OBJECT

private:
    QTemporaryDir m_data;
    std::unique_ptr<Settings> m_settings;
    std::unique_ptr<Session> m_session;
    std::unique_ptr<HistoryPage> m_page;

    QString runsFolder() const { return m_data.filePath(QStringLiteral("salient/runs")); }
    void quantize(const QStringList& more, int samples) {
        QProcess program;
        program.setProcessChannelMode(QProcess::ForwardedErrorChannel);
        program.start(qEnvironmentVariable("SALIENT_PROGRAM"),
                      QStringList{QStringLiteral("quantize"), kModel, QStringLiteral("-o"),
                                  m_data.filePath(QStringLiteral("out%1").arg(samples)), QStringLiteral("--samples"),
                                  QString::number(samples), QStringLiteral("--length"), QStringLiteral("64")} +
                          more);
        QVERIFY(program.waitForFinished(kPatience));
        QCOMPARE(program.exitCode(), 0);
    }
    void selectAll() { m_page->view().selectAll(); }
    void selectRow(int row) { m_page->view().selectRow(row); }
    template <class Widget>
    Widget* find(const char* name) {
        auto* found = m_page->findChild<Widget*>(QString::fromLatin1(name));
        if (found == nullptr) {
            qFatal("no widget %s", name);
        }
        return found;
    }
    void waitForList() {
        QSignalSpy listed(m_page.get(), &HistoryPage::listed);
        m_page->refresh();
        QVERIFY(listed.wait(kPatience));
    }

private Q_SLOTS:
    void initTestCase() {
        qputenv("XDG_DATA_HOME", m_data.path().toLocal8Bit());
        quantize({QStringLiteral("--group-size"), QStringLiteral("32")}, 4);
        quantize({QStringLiteral("--group-size"), QStringLiteral("16"), QStringLiteral("--no-clip")}, 6);
    }

    void init() {
        m_session = std::make_unique<Session>(qEnvironmentVariable("SALIENT_PROGRAM"));
        m_settings = std::make_unique<Settings>(m_data.filePath(QStringLiteral("studio.json")));
        m_page = std::make_unique<HistoryPage>(*m_session, *m_settings);
        m_page->resize(1100, 700);
        m_page->show();
        waitForList();
    }
    void cleanup() {
        m_page.reset();
        m_session.reset();
    }

    void listsTheRunsNewestFirst() {
        const RunListModel& runs = m_page->runs();
        QCOMPARE(runs.rowCount(), 2);
        QCOMPARE(runs.run(0).state, QStringLiteral("finished"));
        QCOMPARE(m_page->view().model()->index(0, RunListModel::Group).data().toString(), QStringLiteral("16"));
        QVERIFY(runs.run(0).bytesAfter.value_or(0) > 0);
        QVERIFY(runs.run(0).perplexityAfter.value_or(0) > 1);
    }

    void listAndItsFilterAreModelsThatQtAccepts() {
        const QAbstractItemModelTester list(&m_page->runs(), QAbstractItemModelTester::FailureReportingMode::QtTest);
        const QAbstractItemModelTester proxy(m_page->view().model(),
                                             QAbstractItemModelTester::FailureReportingMode::QtTest);
        waitForList();
        find<QLineEdit>("historyFilter")->setText(QStringLiteral("nothing has this"));
        QCOMPARE(m_page->view().model()->rowCount(), 0);
        find<QLineEdit>("historyFilter")->setText(QStringLiteral("STORIES"));
        QCOMPARE(m_page->view().model()->rowCount(), 2);
        m_page->view().sortByColumn(RunListModel::Group, Qt::DescendingOrder);
        QCOMPARE(m_page->view().model()->index(0, RunListModel::Group).data().toString(), QStringLiteral("32"));
    }

    void commandsAreOnForWhatIsSelected() {
        const auto enabled = [&](const char* name) { return find<QAction>(name)->isEnabled(); };
        m_page->view().clearSelection();
        QVERIFY(!enabled("historyOpen") && !enabled("historyCompare") && !enabled("historyDelete"));
        selectRow(0);
        QVERIFY(enabled("historyOpen") && !enabled("historyCompare") && enabled("historyReport"));
        selectAll();
        QVERIFY(!enabled("historyOpen") && enabled("historyCompare") && !enabled("historyReport"));
        QVERIFY(enabled("historyDelete"));
    }

    void selectionOutlivesARefresh() {
        selectRow(1);
        const QStringList before = m_page->selectedFolders();
        waitForList();
        QCOMPARE(m_page->selectedFolders(), before);
    }

    void opensARun() {
        QSignalSpy wanted(m_session.get(), &Session::pageWanted);
        selectRow(0);
        find<QAction>("historyOpen")->trigger();
        QCOMPARE(wanted.count(), 1);
        QTRY_VERIFY_WITH_TIMEOUT(m_session->record().ended(), kPatience);
        QCOMPARE(m_session->runFolder(), m_page->selectedFolders().front());
        QCOMPARE(m_session->record().layers().size(), size_t{35});
    }

    void comparesTwoRuns() {
        auto* comparison = m_page->findChild<RunComparison*>();
        QSignalSpy shown(comparison, &RunComparison::shown);
        selectAll();
        find<QAction>("historyCompare")->trigger();
        QVERIFY(shown.wait(kPatience));
        for (const char* name : {"compareLayers", "compareBlocks"}) {
            const ChartData& chart = find<ChartView>(name)->data();
            QCOMPARE(chart.series.size(), size_t{2});
            QVERIFY(!chart.series[0].y.empty());
            QVERIFY(chart.series[0].y != chart.series[1].y);
            QVERIFY(chart.series[0].name != chart.series[1].name);
        }
        QStringList keys;
        const QAbstractItemModel& differences = *find<QTableView>("differencesView")->model();
        QCOMPARE(differences.columnCount(), 3);
        for (int row = 0; row < differences.rowCount(); ++row) {
            keys.append(differences.index(row, 0).data().toString());
        }
        QVERIFY(keys.contains(QStringLiteral("group_size")));
        QVERIFY(keys.contains(QStringLiteral("clip")));
        QVERIFY(keys.contains(QStringLiteral("calibration.samples")));
        QVERIFY(!keys.contains(QStringLiteral("bits")));
        QVERIFY(keys.contains(QStringLiteral("perplexity after")));
    }

    void aRunThatCannotBeReadIsSaidAndTheOthersShown() {
        RunLoader loader;
        QSignalSpy finished(&loader, &RunLoader::finished);
        loader.load({QStringLiteral("/nowhere"), m_page->runs().run(0).folder});
        QTRY_COMPARE_WITH_TIMEOUT(finished.count(), 1, kPatience);
        const auto runs = finished[0][0].value<std::vector<LoadedRun>>();
        QCOMPARE(runs.size(), size_t{2});
        QVERIFY(runs[0].problem.contains(QStringLiteral("/nowhere")));
        QCOMPARE(runs[1].problem, QString());
        QVERIFY(runs[1].record.ended());
    }

    void writesAReportAndOffersIt() {
        QSignalSpy reported(m_page.get(), &HistoryPage::reported);
        const QString file = m_data.filePath(QStringLiteral("a <b> & c.html"));
        m_page->writeReport(m_page->runs().run(0).folder, file);
        QVERIFY(reported.wait(kPatience));
        QFile html(file);
        QVERIFY(html.open(QIODevice::ReadOnly));
        QVERIFY(html.readAll().contains("</html>"));
        auto* offer = find<QLabel>("historyOffer");
        QVERIFY(offer->isVisible());
        QVERIFY(offer->text().contains(QStringLiteral("a &lt;b&gt; &amp; c.html")));
    }

    void aReportThatCannotBeWrittenIsAFailure() {
        QSignalSpy failed(m_session.get(), &Session::failed);
        m_page->writeReport(m_page->runs().run(0).folder, m_data.filePath(QStringLiteral("no/such/folder.html")));
        QVERIFY(failed.wait(kPatience));
    }

    void notesAreKeptInTheRunsFolder() {
        selectRow(0);
        const QString file = m_page->selectedFolders().front() + QStringLiteral("/notes.txt");
        find<QPlainTextEdit>("runNotes")->setPlainText(QStringLiteral("the best"));
        QTRY_VERIFY_WITH_TIMEOUT(QFile::exists(file), kPatience);
        QCOMPARE(m_page->view().model()->index(0, RunListModel::Notes).data().toString(), QStringLiteral("the best"));
        waitForList();
        QCOMPARE(m_page->runs().run(0).notes, QStringLiteral("the best"));
    }

    void notesOutliveAWindowThatIsClosedAtOnce() {
        selectRow(1);
        const QString file = m_page->selectedFolders().front() + QStringLiteral("/notes.txt");
        find<QPlainTextEdit>("runNotes")->setPlainText(QStringLiteral("last words"));
        m_page.reset();
        QFile notes(file);
        QVERIFY(notes.open(QIODevice::ReadOnly));
        QCOMPARE(notes.readAll(), QByteArray("last words\n"));
    }

    void deletedRunsGoToTheTrash() {
        const QString doomed = runsFolder() + QStringLiteral("/2020-01-01-000000-doomed");
        QVERIFY(QDir().mkpath(doomed));
        waitForList();
        QCOMPARE(m_page->runs().rowCount(), 3);
        QSignalSpy listed(m_page.get(), &HistoryPage::listed);
        m_page->moveToTrash({doomed});
        QVERIFY(listed.wait(kPatience));
        QVERIFY(!QFileInfo::exists(doomed));
        QCOMPARE(m_page->runs().rowCount(), 2);
    }

    void docksOfTheRunsAreAwayBesideStudies() {
        auto* notes = find<QDockWidget>("runNotesDock");
        auto* tabs = find<QTabWidget>("historyTabs");
        QVERIFY(notes->isVisible());
        const QByteArray before = m_page->dockLayout();
        find<QAction>("studyNew")->trigger();
        QCOMPARE(tabs->currentIndex(), 1);
        QVERIFY(!notes->isVisible());
        QCOMPARE(m_page->dockLayout(), before); // what is stored when the window closes now
        tabs->setCurrentIndex(0);
        QVERIFY(notes->isVisible());
        QVERIFY(!find<QDockWidget>("comparisonDock")->isVisible()); // it was not before
    }

    void withoutRunsItSaysWhatWillBeHere() {
        cleanup();
        QTemporaryDir nothing;
        qputenv("XDG_DATA_HOME", nothing.path().toLocal8Bit());
        init();
        QCOMPARE(m_page->runs().rowCount(), 0);
        QVERIFY(!m_page->view().isVisible());
        cleanup();
        qputenv("XDG_DATA_HOME", m_data.path().toLocal8Bit());
        init();
        QVERIFY(m_page->view().isVisible());
    }
};

QTEST_MAIN(HistoryPageTest)
#include "history_page_test.moc"
