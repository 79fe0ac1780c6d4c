// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/study/study_table_model.h"

#include "tests/core/record/made_study.h"
#include "ui/study/study_table_view.h"
#include "ui/study/wanted_study.h"

#include <QAbstractItemModelTester>
#include <QtTest>

#include <limits>

using namespace salient;
using namespace salient::ui;

/// Plain models of a study, without an engine.
class StudyModelsTest : public QObject {
    Q_OBJECT

private:
    static QString shown(const QAbstractItemModel& model, int row, int column) {
        return model.index(row, column).data().toString();
    }

private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale::c()); }

    void linesAreAModelThatQtAccepts() {
        StudyTableModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.show(test::madeStudy());
        QCOMPARE(model.rowCount(), 6);
        model.show(test::madeStudy());
        model.clear();
        QCOMPARE(model.rowCount(), 0);
    }

    void linesSayWhatWasMeasured() {
        StudyTableModel model;
        model.show(test::madeStudy());
        QCOMPARE(shown(model, 0, StudyTableModel::Method), QStringLiteral("original"));
        QCOMPARE(shown(model, 0, StudyTableModel::Kl), QString());
        QCOMPARE(shown(model, 1, StudyTableModel::Method), QStringLiteral("rtn"));
        QCOMPARE(shown(model, 1, StudyTableModel::Samples), QString()); // it needs none
        QCOMPARE(shown(model, 2, StudyTableModel::Calibration), QStringLiteral("a.txt"));
        QCOMPARE(model.index(2, StudyTableModel::Calibration).data(Qt::ToolTipRole).toString(),
                 QStringLiteral("/t/a.txt"));
        QCOMPARE(shown(model, 2, StudyTableModel::Samples), QStringLiteral("16"));
        QCOMPARE(shown(model, 2, StudyTableModel::Seed), QStringLiteral("1"));
        QCOMPARE(shown(model, 2, StudyTableModel::Size), QStringLiteral("4.5"));
        QCOMPARE(shown(model, 2, StudyTableModel::BitsPerWeight), QStringLiteral("4.50"));
        QCOMPARE(shown(model, 2, StudyTableModel::Perplexity), QStringLiteral("22.42 ± 0.13"));
        QCOMPARE(shown(model, 2, StudyTableModel::SameTop), QStringLiteral("80.00"));
        QCOMPARE(shown(model, 2, StudyTableModel::Time), QStringLiteral("12.5"));
        QCOMPARE(shown(model, 2, StudyTableModel::Memory), QStringLiteral("400.0"));
    }

    void oneWindowHasNoError() {
        StudyRecord record = test::madeStudy();
        record.windows = 1;
        for (StudyEntry* entry : {&record.dense, &record.entries[0]}) {
            entry->loss.resize(1);
            entry->kl.resize(1);
            entry->sameTop.resize(1);
        }
        record.entries.resize(1);
        StudyTableModel model;
        model.show(record);
        QVERIFY(!shown(model, 1, StudyTableModel::Perplexity).contains(QStringLiteral("±")));
        QVERIFY(!shown(model, 1, StudyTableModel::Perplexity).contains(QStringLiteral("nan")));
    }

    void headingsHaveUnits() {
        StudyTableModel model;
        const auto heading = [&](int column) {
            return model.headerData(column, Qt::Horizontal, Qt::DisplayRole).toString();
        };
        QVERIFY(heading(StudyTableModel::Size).contains(QStringLiteral("(MB)")));
        QVERIFY(heading(StudyTableModel::Kl).contains(QStringLiteral("(nats per token)")));
        QVERIFY(heading(StudyTableModel::SameTop).contains(QStringLiteral("(%)")));
        QVERIFY(heading(StudyTableModel::Time).contains(QStringLiteral("(s)")));
        QVERIFY(heading(StudyTableModel::Memory).contains(QStringLiteral("(MB)")));
    }

    void numbersAreSortedAsNumbersAndTheOrderComesBack() {
        StudyTableView view;
        const QAbstractItemModelTester proxy(view.model(), QAbstractItemModelTester::FailureReportingMode::QtTest);
        const StudyRecord record = test::madeStudy();
        view.showStudy(&record);
        const auto samples = [&] {
            QStringList words;
            for (int row = 0; row < view.model()->rowCount(); ++row) {
                words.append(shown(*view.model(), row, StudyTableModel::Samples));
            }
            return words.join(QLatin1Char(' '));
        };
        QCOMPARE(samples(), QStringLiteral("  16 16 8 8")); // as measured
        view.sortByColumn(StudyTableModel::Samples, Qt::DescendingOrder);
        QCOMPARE(samples(), QStringLiteral("16 16 8 8  "));
        view.sortByColumn(StudyTableModel::Perplexity, Qt::AscendingOrder);
        QCOMPARE(shown(*view.model(), 0, StudyTableModel::Method), QStringLiteral("original"));
        view.sortByColumn(-1, Qt::AscendingOrder);
        QCOMPARE(samples(), QStringLiteral("  16 16 8 8"));
    }

    void textHasTheSelectedLinesBelowTheHeadings() {
        StudyTableView view;
        const StudyRecord record = test::madeStudy();
        view.showStudy(&record);
        const QStringList all = view.asText().split(QLatin1Char('\n'), Qt::SkipEmptyParts);
        QCOMPARE(all.size(), 7);
        for (const QString& line : all) {
            QCOMPARE(line.count(QLatin1Char('\t')), StudyTableModel::ColumnCount - 1);
        }
        view.selectRow(1);
        const QStringList one = view.asText().split(QLatin1Char('\n'), Qt::SkipEmptyParts);
        QCOMPARE(one.size(), 2);
        QCOMPARE(one[0], all[0]);
        QVERIFY(one[1].startsWith(QStringLiteral("rtn\t4\t32\t")));
    }

    void selectionOutlivesNewFigures() {
        StudyTableView view;
        StudyRecord record = test::madeStudy();
        view.showStudy(&record);
        view.selectRow(1); // rtn
        record.entries.insert(record.entries.begin(), test::madeEntry({"rtn", 3, 32}, 3.5, 3.6));
        view.showStudy(&record);
        const QModelIndexList rows = view.selectionModel()->selectedRows();
        QCOMPARE(rows.size(), 1);
        QCOMPARE(rows.front().row(), 2);
        view.showStudy(nullptr);
        QCOMPARE(view.model()->rowCount(), 0);
    }

    void settingsAreWhatTheEngineWillMeasure() {
        WantedStudy wanted;
        wanted.methods = {"awq", "rtn"};
        wanted.bits = {4, 3};
        wanted.groupSizes = {64, 0};
        wanted.calibration = {"a.txt", "b.txt"};
        wanted.samples = {8, 32};
        wanted.seeds = {1, 2, 3};
        const std::vector<StudySetting> settings = settingsOf(wanted);
        QCOMPARE(settings.size(), size_t{2 * 2 * 2 * 2 * 3 + 2 * 2}); // rounding alone needs no texts
        wanted.calibration.clear();
        QCOMPARE(settingsOf(wanted).size(), size_t{2 * 2 * 2 * 3 + 2 * 2});
        wanted.seeds.clear();
        QVERIFY(settingsOf(wanted).empty());
    }

    void whatAMethodFixesIsMeasuredOnce() {
        WantedStudy wanted;
        wanted.methods = {"nf4", "llm-int8", "smoothquant"};
        wanted.bits = {4, 3};
        wanted.groupSizes = {64, 32};
        wanted.samples = {8, 32};
        const std::vector<StudySetting> settings = settingsOf(wanted);
        QCOMPARE(settings.size(), size_t{1 + 1 + 2}); // SmoothQuant reads samples
        QVERIFY((settings[1] == StudySetting{"llm-int8", 8, 0}));
        StudyRecord record = test::madeStudy();
        record.entries.push_back(test::madeEntry({"llm-int8", 8, 0}, 3.01, 8.1));
        QVERIFY(wantedFrom(record, "/s").bits == std::vector<int>{4}); // rtn was not asked for 8 bits
    }

    void whatIsMissingIsAskedForAgain() {
        StudyRecord record = test::madeStudy();
        record.missing = {{"gptq", 4, 32, "/t/a.txt", 16, 1}};
        const WantedStudy wanted = wantedFrom(record, "/s");
        QVERIFY((wanted.methods == std::vector<std::string>{"rtn", "awq", "gptq"}));
    }

    void recordHasWhatIsNotMissing() {
        const StudyRecord record = test::madeStudy();
        WantedStudy wanted = wantedFrom(record, "/s/study");
        QCOMPARE(wanted.output, std::string("/s/study"));
        QCOMPARE(wanted.model, record.model);
        QCOMPARE(wanted.text, record.text);
        QCOMPARE(wanted.windows, record.windows);
        QCOMPARE(wanted.windowLength, record.windowLength);
        QCOMPARE(settingsOf(wanted).size(), record.entries.size());
        QCOMPARE(missingSettings(wanted, record), 0);
        wanted.bits.push_back(3);
        QCOMPARE(missingSettings(wanted, record), 5);
    }

    void argumentsComeBack() {
        WantedStudy wanted = wantedFrom(test::madeStudy(), "/s/a \"study\"");
        wanted.seeds = {std::numeric_limits<uint64_t>::max()};
        const auto again = studyFromArguments(studyArguments(wanted));
        QVERIFY(again.has_value());
        QVERIFY(*again == wanted);
        QVERIFY(!studyFromArguments("{").has_value());
        QVERIFY(!studyFromArguments(R"({"bits":"four"})").has_value());
    }

    void commandLineNamesWhatIsNotUsual() {
        WantedStudy wanted;
        wanted.model = "/m/tiny";
        wanted.text = "/t/it's a text.txt";
        wanted.output = "-out";
        QCOMPARE(studyCommandLine(wanted),
                 QStringLiteral("salient study /m/tiny --text '/t/it'\\''s a text.txt' -o ./-out"));
        wanted.methods = {"rtn"};
        wanted.bits = {4, 3};
        wanted.groupSizes = {64, 0};
        wanted.samples = {8, 32};
        wanted.seeds = {1, 2};
        wanted.windows = 4;
        wanted.windowLength = 512;
        wanted.sampleLength = 128;
        wanted.calibration = {"c4", "a, b.txt", "-c.txt"};
        QVERIFY(studyCommandLine(wanted).endsWith(
            QStringLiteral("--methods rtn --bits 4,3 --group-sizes 64,0 --calibration c4 'a, b.txt' ./-c.txt --samples "
                           "8,32 --seeds 1,2 --length 128 --windows 4 --window-length 512")));
    }
};

QTEST_MAIN(StudyModelsTest)
#include "study_models_test.moc"
