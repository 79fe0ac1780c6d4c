// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/events.h"
#include "tests/core/record/made_study.h"
#include "ui/plots/chart_view.h"
#include "ui/settings.h"
#include "ui/study/study_panel.h"
#include "ui/study/study_table_view.h"

#include <QAction>
#include <QCheckBox>
#include <QClipboard>
#include <QComboBox>
#include <QGuiApplication>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QProgressBar>
#include <QPushButton>
#include <QTemporaryDir>
#include <QtTest>

using namespace salient;
using namespace salient::ui;

namespace {

constexpr int kPatience = 60'000; ///< milliseconds for what an engine does on a busy machine

/// An event as an engine writes it, of its first request.
QByteArray line(const Event& event) {
    return "{\"id\":1," + QByteArray::fromStdString(eventToJson(event)).mid(1) + "\n";
}

void write(const QString& file, const QByteArray& bytes) {
    QFile out(file);
    QVERIFY(out.open(QIODevice::WriteOnly));
    QCOMPARE(out.write(bytes), bytes.size());
}

} // namespace

/// The panel over studies that code made, with the real engine or one that follows a script.
class StudyPanelTest : public QObject {
    Q_OBJECT

private:
    std::unique_ptr<QTemporaryDir> m_place;
    std::unique_ptr<Settings> m_settings;
    std::unique_ptr<Session> m_session;
    std::unique_ptr<StudyPanel> m_panel;

    QString at(const char* name) const { return m_place->filePath(QString::fromLatin1(name)); }
    template <class Widget>
    Widget& find(const char* name) const {
        auto* found = m_panel->findChild<Widget*>(QString::fromLatin1(name));
        if (found == nullptr) {
            qFatal("no widget %s", name);
        }
        return *found;
    }
    int lines() const { return find<StudyTableView>("studyView").model()->rowCount(); }
    QString storedStudy(const StudyRecord& record) const {
        QDir().mkpath(at("study"));
        writeStudy(at("study").toStdString(), record);
        return at("study");
    }
    void makePanel(const QString& program) {
        m_panel.reset();
        m_session = std::make_unique<Session>(program);
        m_panel = std::make_unique<StudyPanel>(*m_session, *m_settings);
        m_panel->resize(1200, 700);
        m_panel->show();
    }
    /// An engine that keeps the request, says these lines and then waits for the next request, which it answers with
    /// `end`.
    QString scriptedEngine(const QByteArray& lines, const QByteArray& end) {
        write(at("lines"), lines);
        write(at("end"), end);
        write(at("engine"), "#!/bin/sh\nhere=$(dirname \"$0\")\nread -r request\nprintf '%s\\n' \"$request\" "
                            ">\"$here/request\"\ncat \"$here/lines\"\nread -r request\ncat \"$here/end\"\nread -r "
                            "request\n");
        QFile::setPermissions(at("engine"), QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
        return at("engine");
    }
    void fillForm() {
        find<QLineEdit>("studyModel").setText(QStringLiteral("/m/tiny"));
        find<QLineEdit>("studyText").setText(QStringLiteral("/t/text.txt"));
        find<QLineEdit>("studyOutput").setText(at("study"));
        find<QLineEdit>("studyBits").setText(QStringLiteral("4, 3"));
    }

private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale::c()); }
    void init() {
        m_place = std::make_unique<QTemporaryDir>();
        m_settings = std::make_unique<Settings>(at("studio.json"));
        makePanel(qEnvironmentVariable("SALIENT_PROGRAM"));
    }
    void cleanup() {
        m_panel.reset();
        m_session.reset();
    }

    void opensAStudyAndRemembersIt() {
        QVERIFY(!find<QWidget>("studyView").isVisible());
        QVERIFY(!find<QAction>("studyCopy").isEnabled());
        m_panel->open(storedStudy(test::madeStudy()));
        QVERIFY(find<QWidget>("studyView").isVisible());
        QCOMPARE(lines(), 6);
        QCOMPARE(find<ChartView>("studySizeChart").data().series.size(), size_t{2});
        QVERIFY(!find<ChartView>("studySamplesChart").data().empty());
        QVERIFY(find<QLabel>("studyHead").text().contains(QStringLiteral("5 setting(s) measured")));
        QVERIFY(find<QAction>("studyCopy").isEnabled());
        QCOMPARE(m_settings->list(QStringLiteral("recent_studies")), QStringList{at("study")});
    }

    void aBrokenStudyIsSaidAndTheOldOneStays() {
        m_panel->open(storedStudy(test::madeStudy()));
        QSignalSpy failed(m_session.get(), &Session::failed);
        QDir().mkpath(at("broken"));
        write(at("broken/study.json"), "{\"windows\": 0}");
        m_panel->open(at("broken"));
        m_panel->open(at("nothing"));
        QCOMPARE(failed.count(), 2);
        QCOMPARE(failed[0][0].value<Failed>().code, std::string("study.broken"));
        QCOMPARE(failed[1][0].value<Failed>().code, std::string("study.missing"));
        QCOMPARE(m_panel->study().folder(), at("study"));
        QCOMPARE(lines(), 6);
        QCOMPARE(m_settings->list(QStringLiteral("recent_studies")), QStringList{at("study")});
    }

    void figuresThatAnotherProgramMeasuresAreShown() {
        StudyRecord record = test::madeStudy();
        m_panel->open(storedStudy(record));
        record.missing.assign(3, {"rtn", 2, 32});
        record.entries.push_back(test::madeEntry({"rtn", 3, 32}, 3.5, 3.6));
        storedStudy(record);
        QTRY_COMPARE_WITH_TIMEOUT(lines(), 7, kPatience);
        QVERIFY(find<QLabel>("studyHead").text().contains(QStringLiteral("6 of 9 settings measured")));
    }

    void chartsShowWhatIsChosen() {
        m_panel->open(storedStudy(test::madeStudy()));
        const auto axes = [&] {
            const ChartData& chart = find<ChartView>("studySizeChart").data();
            return QString::fromStdString(chart.xAxis + " / " + chart.yAxis);
        };
        const auto choose = [&](const char* name) {
            auto& box = find<QComboBox>(name);
            box.setFocus();
            QTest::keyClick(&box, Qt::Key_Down);
        };
        QCOMPARE(axes(), QStringLiteral("Bits per weight of the quantised layers / Perplexity"));
        choose("studyQuality");
        choose("studySize");
        QCOMPARE(axes(), QStringLiteral("Weight files (MB) / KL (nats per token)"));
        QCOMPARE(find<ChartView>("studySamplesChart").data().yAxis, std::string("KL (nats per token)"));
    }

    void tableIsCopiedAndSaved() {
        m_panel->open(storedStudy(test::madeStudy()));
        find<QAction>("studyCopy").trigger();
        QCOMPARE(QGuiApplication::clipboard()->text(), find<StudyTableView>("studyView").asText());
        m_panel->saveTable(at("table.csv"));
        QFile file(at("table.csv"));
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(file.readAll().toStdString(), studyToCsv(test::madeStudy()));
        QSignalSpy failed(m_session.get(), &Session::failed);
        m_panel->saveTable(at("no/such/folder.csv"));
        QCOMPARE(failed.count(), 1);
    }

    void formSaysWhatItWillMeasure() {
        storedStudy(test::madeStudy());
        find<QPushButton>("studyNewButton").click();
        const auto& start = find<QPushButton>("studyStart");
        const auto& words = find<QLabel>("studyCount");
        QVERIFY(!start.isEnabled());
        fillForm();
        QVERIFY2(start.isEnabled(), qPrintable(words.text()));
        QVERIFY2(words.text().startsWith(QStringLiteral("4 setting(s)")), qPrintable(words.text()));
        QVERIFY(find<QPlainTextEdit>("studyCommand").toPlainText().contains(QStringLiteral("--bits 4,3")));
        find<QLineEdit>("studyGroups").setText(QStringLiteral("32")); // rtn with 4 bits is there
        QVERIFY2(words.text().startsWith(QStringLiteral("3 setting(s)")), qPrintable(words.text()));
        find<QLineEdit>("studySeeds").setText(QStringLiteral("1, two"));
        QVERIFY(!start.isEnabled());
        QVERIFY2(words.text().startsWith(QStringLiteral("Seeds:")), qPrintable(words.text()));
        find<QLineEdit>("studySeeds").setText(QStringLiteral("1; 2 3"));
        QVERIFY(start.isEnabled());
        for (const char* method : {"studyMethod_awq", "studyMethod_rtn"}) {
            find<QCheckBox>(method).setChecked(false);
        }
        QVERIFY(!start.isEnabled());
    }

    void aStudyIsFollowedAndStopped() {
        StudyRecord record = test::madeStudy();
        record.missing.assign(3, {"rtn", 2, 32});
        const Issue issue{Severity::Notice, "made.up", "A layer stays in 16 bit."};
        makePanel(scriptedEngine(line(IssueFound{issue}) + line(Progress{"study", "awq 4 bits", 0.25, 10.0, 30.0}),
                                 line(Failed{"cancelled", "Cancelled.", 130})));
        QSignalSpy failed(m_session.get(), &Session::failed);
        m_panel->showNew();
        fillForm();
        find<QPushButton>("studyStart").click();
        QVERIFY(m_panel->study().measuring());
        QTRY_COMPARE_WITH_TIMEOUT(find<QProgressBar>("studyBar").value(), 250, kPatience);
        QVERIFY(find<QLabel>("studyWords").text().contains(QStringLiteral("awq 4 bits")));
        QVERIFY(find<QLabel>("studyWords").text().contains(QStringLiteral("30 s left")));
        QVERIFY(find<QLabel>("studyNotes").isVisible());
        QVERIFY(find<QWidget>("studyView").isVisible());
        QVERIFY(!find<QAction>("studyMissing").isEnabled());
        QCOMPARE(lines(), 0);
        QFile request(at("request"));
        QVERIFY(request.open(QIODevice::ReadOnly));
        const QByteArray asked = request.readAll();
        for (const char* part : {R"("command":"study")", R"("methods":["awq","rtn"])", R"("bits":[4,3])",
                                 R"("group_sizes":[128])", R"("seeds":[42])", R"("text":"/t/text.txt")"}) {
            QVERIFY2(asked.contains(part), asked.constData());
        }
        storedStudy(record); // as the engine does after a pass
        find<QPushButton>("studyCancel").click();
        QTRY_VERIFY_WITH_TIMEOUT(!m_panel->study().measuring(), kPatience);
        QCOMPARE(failed.count(), 0);
        QCOMPARE(lines(), 6);
        QVERIFY(!find<QWidget>("studyBar").isVisible());

        // The same again, although the record does not know of 3 bits.
        find<QAction>("studyMissing").trigger();
        QCOMPARE(find<QLineEdit>("studyBits").text(), QStringLiteral("4, 3"));
        QVERIFY(find<QPushButton>("studyStart").isEnabled());
    }

    void aStudyOfAnotherProgramGoesOnFromItsRecord() {
        m_panel->open(storedStudy(test::madeStudy()));
        m_panel->showMissing();
        QCOMPARE(find<QLineEdit>("studySamples").text(), QStringLiteral("16, 8"));
        QCOMPARE(find<QLineEdit>("studyGroups").text(), QStringLiteral("32"));
        QCOMPARE(find<QPlainTextEdit>("studyCalibration").toPlainText(), QStringLiteral("/t/a.txt"));
        QVERIFY(find<QLabel>("studyCount").text().startsWith(QStringLiteral("0 setting(s)")));
        find<QPushButton>("studyBack").click();
        QVERIFY(find<QWidget>("studyView").isVisible());
    }

    void methodsAreThoseOfTheEngine() {
        WantedStudy wanted;
        wanted.model = SALIENT_MODELS "/stories260K";
        wanted.text = SALIENT_TEST_DATA "/tinystories_100.txt";
        wanted.output = at("study").toStdString();
        wanted.windowLength = 64;
        wanted.methods = {"none such"};
        QSignalSpy failed(m_session.get(), &Session::failed);
        QSignalSpy tried(m_session.get(), &Session::triedAgain);
        m_panel->study().start(wanted);
        QTRY_COMPARE_WITH_TIMEOUT(failed.count(), 1, kPatience);
        QCOMPARE(tried.count(), 1);
        QCOMPARE(tried[0][0], failed[0][1]); // the card of one goes with the other
        QStringList names;
        for (const StudyMethodName& method : studyMethodNames()) {
            names.append(QString::fromLatin1(method.name));
        }
        const QString sentence = QString::fromStdString(failed[0][0].value<Failed>().sentence);
        QVERIFY2(sentence.contains(QStringLiteral("among %1,").arg(names.join(QStringLiteral(", ")))),
                 qPrintable(sentence));
    }

    void measuresAStudyOfTheEmbeddedModel() {
        WantedStudy wanted;
        wanted.model = SALIENT_MODELS "/stories260K";
        wanted.text = SALIENT_TEST_DATA "/tinystories_100.txt";
        wanted.output = at("study").toStdString();
        wanted.groupSizes = {32};
        wanted.samples = {4};
        wanted.sampleLength = 64;
        wanted.windows = 2;
        wanted.windowLength = 128;
        QSignalSpy failed(m_session.get(), &Session::failed);
        m_panel->study().start(wanted);
        QTRY_VERIFY_WITH_TIMEOUT(!m_panel->study().measuring(), kPatience);
        QVERIFY2(failed.isEmpty(), failed.isEmpty() ? "" : failed[0][0].value<Failed>().sentence.c_str());
        QCOMPARE(lines(), 3);
        QCOMPARE(missingSettings(wanted, *m_panel->study().record()), 0);
    }

    void aStudyThatFailsAtOnceIsSaidAndTheFormComesBack() {
        QSignalSpy failed(m_session.get(), &Session::failed);
        m_panel->showNew();
        fillForm(); // there is no such model
        find<QPushButton>("studyStart").click();
        QVERIFY(!find<QWidget>("studyStart").isVisible());
        QTRY_COMPARE_WITH_TIMEOUT(failed.count(), 1, kPatience);
        QVERIFY(find<QWidget>("studyStart").isVisible());
        QVERIFY(find<QPushButton>("studyStart").isEnabled());
        QCOMPARE(find<QLineEdit>("studyModel").text(), QStringLiteral("/m/tiny"));
    }
};

QTEST_MAIN(StudyPanelTest)
#include "study_panel_test.moc"
