// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/diagnose_test.h"

#include "core/record/sensitivity_charts.h"
#include "core/record/stored_sensitivity.h"
#include "tests/ui/ui_support.h"
#include "ui/diagnose/budget_panel.h"
#include "ui/pages/diagnose_page.h"
#include "ui/plots/chart_view.h"

#include <QComboBox>
#include <QDir>
#include <QDoubleSpinBox>
#include <QFile>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSlider>
#include <QSpinBox>
#include <QtTest>

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>

namespace salient::ui {

namespace {

using Points = std::vector<std::pair<double, double>>;

nlohmann::json storedMeasurement() {
    QFile file(QStringLiteral(SALIENT_TEST_DATA "/sensitivity/stories260K.json"));
    return file.open(QIODevice::ReadOnly) ? nlohmann::json::parse(file.readAll().toStdString()) : nlohmann::json();
}

/// The recorded run in a folder of its own, with a measurement of its model.
struct MeasuredRun {
    QTemporaryDir place;
    QString folder = place.filePath(QStringLiteral("run"));

    MeasuredRun() {
        QDir().mkpath(folder);
        for (const char* name : {"events.jsonl", "recipe.json", "result.json"}) {
            const QString file = QString::fromLatin1(name);
            QFile::copy(storiesRecording() + QLatin1Char('/') + file, folder + QLatin1Char('/') + file);
        }
        nlohmann::json measurement = storedMeasurement();
        measurement["model"] = storiesModel().toStdString();
        measurement["text"] = SALIENT_TEST_DATA "/tinystories_100.txt";
        QFile file(folder + QStringLiteral("/sensitivity.json"));
        if (file.open(QIODevice::WriteOnly)) {
            file.write(QByteArray::fromStdString(measurement.dump()));
        }
    }
};

/// The page with that run shown and its model open.
struct Diagnosis {
    MeasuredRun run;
    QTemporaryDir output;
    Session session{salientProgram()};
    LayerModel layers{session};
    DiagnosePage page{session, layers};

    template <class Widget>
    Widget* at(const char* name) const {
        return page.findChild<Widget*>(QString::fromLatin1(name));
    }
    ChartView& bars() const { return *at<ChartView>("sensitivityChart"); }
    ChartView& curve() const { return *at<ChartView>("budgetChart"); }
    Budget& budget() const { return page.findChild<BudgetPanel*>()->budget(); }
    QString words() const { return at<QLabel>("budgetWords")->text(); }

    bool open() {
        if (!openStories(session, output)) {
            return false;
        }
        session.openRun(run.folder);
        page.resize(1366, 700);
        page.show();
        return waitFor([&] { return session.runState() == RunState::Idle && session.record().ended(); }) &&
               waitFor([&] {
                   return budget().ready() && !budget().chart({}).series.empty() &&
                          budget().chart({}).series.front().name == "predicted best";
               });
    }
};

Points sorted(Points points) {
    std::sort(points.begin(), points.end());
    return points;
}

double meanOf(const nlohmann::json& windows) {
    double sum = 0;
    for (const auto& value : windows) {
        sum += value.get<double>();
    }
    return sum / static_cast<double>(windows.size());
}

} // namespace

// Nothing of the person who runs the tests is read or written.
void DiagnoseTest::init() {
    static QTemporaryDir home;
    for (const char* variable : {"XDG_CONFIG_HOME", "XDG_DATA_HOME", "HF_HUB_CACHE"}) {
        qputenv(variable, home.path().toUtf8());
    }
}

void DiagnoseTest::barsEqualTheFile() {
    Diagnosis here;
    QVERIFY(here.open());
    const nlohmann::json file = storedMeasurement();
    Points alone;
    Points restored;
    const double whole = meanOf(file["quantized"]["loss"]);
    for (size_t i = 0; i < file["sets"].size(); ++i) {
        const nlohmann::json& set = file["sets"][i];
        alone.emplace_back(i, meanOf(set["alone"]["kl"]));
        restored.emplace_back(i, 100.0 * std::expm1(whole - meanOf(set["restored"]["loss"])));
    }
    const auto near = [](const Points& drawn, const Points& expected) {
        return drawn.size() == expected.size() &&
               std::equal(drawn.begin(), drawn.end(), expected.begin(), [](const auto& a, const auto& b) {
                   return a.first == b.first && std::abs(a.second - b.second) < 1e-9 * (1.0 + std::abs(b.second));
               });
    };
    QVERIFY(near(sorted(here.bars().drawnPoints()), alone));
    QVERIFY(here.bars().data().floor.has_value());
    for (const ChartSeries& series : here.bars().data().series) {
        QCOMPARE(series.error.size(), series.x.size());
    }
    here.at<QComboBox>("effectBox")->setCurrentIndex(1);
    here.at<QComboBox>("sweepBox")->setCurrentIndex(1);
    Q_EMIT here.at<QComboBox>("sweepBox")->activated(1);
    QVERIFY(near(sorted(here.bars().drawnPoints()), restored));
    here.at<QAbstractButton>("sortedBox")->click();
    const Points drawn = sorted(here.bars().drawnPoints());
    QVERIFY(
        std::is_sorted(drawn.begin(), drawn.end(), [](const auto& a, const auto& b) { return a.second > b.second; }));
}

void DiagnoseTest::setsWithinTheNoiseAreNotSelected() {
    Diagnosis here;
    QVERIFY(here.open());
    here.at<QDoubleSpinBox>("effectThreshold")->setValue(0.0);
    here.at<QPushButton>("selectAbove")->click();
    const std::vector<bool> noise = withinNoise(here.budget().record());
    QVERIFY(std::count(noise.begin(), noise.end(), false) > 0);
    int selected = 0;
    for (size_t i = 0; i < noise.size(); ++i) {
        for (const std::string& module : here.budget().record().sets[i].modules) {
            QCOMPARE(here.session.selectedLayers().contains(QString::fromStdString(module)), !noise[i]);
            selected += noise[i] ? 0 : 1;
        }
    }
    QCOMPARE(here.session.selectedLayers().size(), selected);
}

void DiagnoseTest::aClickSelectsAWholeSet() {
    Diagnosis here;
    QVERIFY(here.open());
    QWidget* plot = here.at<QWidget>("sensitivityChartPlot");
    QVERIFY(plot->isVisible());
    QTest::qWait(50); // it lays itself out
    QTest::mouseClick(plot, Qt::LeftButton, Qt::NoModifier, plot->rect().center());
    const QSet<QString> chosen = here.session.selectedLayers();
    QVERIFY(!chosen.isEmpty());
    const auto& sets = here.budget().record().sets;
    const bool whole = std::any_of(sets.begin(), sets.end(), [&](const SensitivitySet& set) {
        return static_cast<size_t>(chosen.size()) == set.modules.size() &&
               std::all_of(set.modules.begin(), set.modules.end(),
                           [&](const std::string& one) { return chosen.contains(QString::fromStdString(one)); });
    });
    QVERIFY(whole);
    here.at<QPushButton>("markButton16")->click();
    QCOMPARE(here.session.recipe().marks.size(), static_cast<size_t>(chosen.size()));
    here.session.undoStack().undo();
    QVERIFY(here.session.recipe().marks.empty());
}

void DiagnoseTest::drawnBudgetChangesTheMarks() {
    Diagnosis here;
    QVERIFY(here.open());
    QVERIFY(here.session.recipe().marks.empty());
    auto* dock = here.at<QWidget>("budgetDock");
    dock->raise();
    QWidget* plot = here.at<QWidget>("budgetChartPlot");
    QVERIFY(waitFor([&] { return plot->isVisible() && plot->width() > 100; }));
    QTest::qWait(50);
    const QPoint left(plot->width() / 3, plot->height() / 2);
    const QPoint right(plot->width() * 4 / 5, plot->height() / 2);
    QTest::mousePress(plot, Qt::LeftButton, Qt::NoModifier, left);
    const double narrow = here.budget().bits();
    QVERIFY(here.budget().answer().has_value());
    const double narrowKl = here.budget().answer()->kl.mean;
    QTest::mouseMove(plot, right);
    QTest::mouseRelease(plot, Qt::LeftButton, Qt::NoModifier, right);
    QVERIFY2(here.budget().bits() > narrow, qPrintable(QString::number(here.budget().bits())));
    QVERIFY(here.budget().answer()->kl.mean < narrowKl);
    QVERIFY(here.budget().answer()->bitsPerWeight <= here.budget().bits() + 1e-3);
    QVERIFY(here.session.recipe().marks.empty()); // nothing is changed by looking
    const std::vector<Mark> wanted = here.budget().marks();
    QVERIFY(!wanted.empty());
    const int steps = here.session.undoStack().count();
    here.at<QPushButton>("budgetUse")->click();
    QCOMPARE(here.session.undoStack().count(), steps + 1);
    QCOMPARE(here.session.recipe().marks.size(), wanted.size());
    for (const Mark& mark : wanted) {
        QCOMPARE(here.session.markOf(QString::fromStdString(mark.module)), std::optional(mark.bits));
    }
    // Marks that a budget chose are no pins: a smaller one takes them back.
    here.budget().setBits(here.budget().range().first);
    QVERIFY(here.budget().answer().has_value());
    QVERIFY(here.budget().marks().empty());
    here.session.undoStack().undo();
    QVERIFY(here.session.recipe().marks.empty());
}

void DiagnoseTest::marksByHandAreKept() {
    Diagnosis here;
    QVERIFY(here.open());
    const SensitivitySet& set = here.budget().record().sets.back();
    here.session.markLayers({QString::fromStdString(set.modules.front())}, 16);
    QCOMPARE(here.budget().pinnedSets(), 1);
    here.budget().setBits(here.budget().range().first);
    QVERIFY(here.budget().answer().has_value());
    QCOMPARE(here.budget().answer()->bits.back(), 16);
    here.budget().useMarks();
    QCOMPARE(here.session.markOf(QString::fromStdString(set.modules.front())), std::optional(16));
}

void DiagnoseTest::aSizeTooSmallSaysTheSmallest() {
    Diagnosis here;
    QVERIFY(here.open());
    here.at<QDoubleSpinBox>("budgetBits")->setValue(2.0);
    QVERIFY(here.budget().tooSmall());
    const QString least = QLocale().toString(here.budget().range().first, 'f', 2);
    QVERIFY2(here.words().contains(least), qPrintable(here.words()));
    QVERIFY2(here.words().contains(QStringLiteral("4 bits as the fewest")), qPrintable(here.words()));
    QVERIFY(!here.at<QPushButton>("budgetUse")->isEnabled());
    QVERIFY(!here.at<QPushButton>("budgetAgain")->isEnabled());
}

void DiagnoseTest::fieldsSolveAtOnce() {
    Diagnosis here;
    QVERIFY(here.open());
    here.at<QSlider>("budgetSlider")->setValue(1000);
    QVERIFY(here.budget().answer().has_value());
    const double all = here.budget().answer()->bitsPerWeight;
    here.at<QDoubleSpinBox>("budgetMegabytes")->setValue(static_cast<double>(here.budget().bytes()) / 1e6 * 0.96);
    QVERIFY(here.budget().answer().has_value());
    QVERIFY(here.budget().answer()->bitsPerWeight < all);
    QVERIFY2(here.words().contains(QLocale().toString(here.budget().answer()->perplexity, 'f', 3)),
             qPrintable(here.words()));
    // The curve falls: more bytes never cost quality.
    const ChartData chart = here.curve().data();
    QVERIFY(chart.limit.has_value());
    QVERIFY(std::is_sorted(chart.series.front().y.rbegin(), chart.series.front().y.rend()));
    const double start = threadMilliseconds();
    here.budget().setBits(0.5 * (here.budget().range().first + here.budget().range().second));
    qInfo("solved and drawn in %.1f ms", threadMilliseconds() - start);
}

void DiagnoseTest::aMeasurementIsMadeAndShown() {
    QTemporaryDir output;
    Session session(salientProgram());
    LayerModel layers(session);
    DiagnosePage page(session, layers);
    page.resize(1366, 700);
    page.show();
    QVERIFY(openStories(session, output));
    session.startRun();
    QVERIFY(waitFor([&] { return session.runState() == RunState::Idle && session.record().result(); }, 240'000));
    auto* start = page.findChild<QPushButton*>(QStringLiteral("sensitivityStart"));
    QVERIFY(!start->isEnabled()); // there is no text
    page.findChild<QLineEdit*>(QStringLiteral("sensitivityText"))
        ->setText(QStringLiteral(SALIENT_TEST_DATA "/tinystories_100.txt"));
    auto* context = page.findChild<QSpinBox*>(QStringLiteral("sensitivityContext"));
    auto* windows = page.findChild<QSpinBox*>(QStringLiteral("sensitivityWindows"));
    const auto* words = page.findChild<QLabel*>(QStringLiteral("sensitivityWords"));
    QVERIFY(context->value() <= 512); // what the model can read
    // A long one, stopped half way
    windows->setValue(64);
    QVERIFY(start->isVisible() && start->isEnabled());
    QTest::mouseClick(start, Qt::LeftButton);
    QVERIFY(waitFor([&] { return words->text().contains(QStringLiteral(" of 10")); }, 240'000));
    QVERIFY(!start->isEnabled() && !context->isEnabled());
    QTest::mouseClick(page.findChild<QPushButton*>(QStringLiteral("sensitivityCancel")), Qt::LeftButton);
    QVERIFY(waitFor([&] { return start->isEnabled(); }));
    QVERIFY2(words->text().contains(QStringLiteral("goes on where it stopped")), qPrintable(words->text()));
    // A short one to its end
    context->setValue(64);
    windows->setValue(4);
    QTest::mouseClick(start, Qt::LeftButton);
    QSet<QString> said;
    const auto* bars = page.findChild<ChartView*>(QStringLiteral("sensitivityChart"));
    QVERIFY(waitFor(
        [&] {
            said.insert(words->text());
            return !bars->data().empty();
        },
        240'000));
    QVERIFY(bars->isVisible());
    const SensitivityRecord record = readSensitivity(session.runFolder().toStdString());
    QCOMPARE(bars->data().categories.size(), record.sets.size());
    QCOMPARE(record.windows, int64_t{4});
    const bool counted = std::any_of(said.begin(), said.end(), [](const QString& one) {
        return one.contains(QStringLiteral(" of 10")); // sets
    });
    QVERIFY(counted);
}

void DiagnoseTest::aStoppedMeasurementSaysSo() {
    MeasuredRun run;
    QFile::remove(run.folder + QStringLiteral("/sensitivity.json"));
    QFile begun(run.folder + QStringLiteral("/sensitivity.partial.jsonl"));
    QVERIFY(begun.open(QIODevice::WriteOnly));
    begun.close();
    Session session(salientProgram());
    LayerModel layers(session);
    DiagnosePage page(session, layers);
    session.openRun(run.folder);
    QVERIFY(waitFor([&] { return session.runState() == RunState::Idle && session.record().ended(); }));
    const auto* words = page.findChild<QLabel*>(QStringLiteral("sensitivityWords"));
    QVERIFY2(words->text().contains(QStringLiteral("goes on where it stopped")), qPrintable(words->text()));
}

void DiagnoseTest::quantisedAgainAndMeasured() {
    Diagnosis here;
    QVERIFY(here.open());
    // Into a folder of the test, with little text.
    QFile file(here.run.folder + QStringLiteral("/recipe.json"));
    QVERIFY(file.open(QIODevice::ReadOnly));
    nlohmann::json recipe = nlohmann::json::parse(file.readAll().toStdString());
    file.close();
    recipe["output"] = here.output.filePath(QStringLiteral("measured")).toStdString();
    recipe["calibration"]["samples"] = 8;
    recipe["calibration"]["length"] = 64;
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(QByteArray::fromStdString(recipe.dump()));
    file.close();
    here.at<QWidget>("budgetDock")->raise();
    here.budget().allow(16, false);
    here.budget().setBits(6.5);
    QVERIFY(here.budget().answer().has_value());
    const std::vector<Mark> marks = here.budget().marks();
    QVERIFY(!marks.empty() && marks.front().bits == 8);
    // AutoAWQ's formats hold no 8 bits: the run takes another one and says so.
    QString said;
    connect(&here.session, &Session::said, this, [&](const QString& sentence) { said += sentence; });
    QVERIFY(here.at<QPushButton>("budgetAgain")->isEnabled());
    here.at<QPushButton>("budgetAgain")->click();
    QVERIFY(waitFor([&] { return said.contains(QStringLiteral("the run writes compressed-tensors")); }));
    QCOMPARE(here.session.recipe().format, std::string("compressed-tensors"));
    const auto* promise = here.at<QLabel>("budgetPromise");
    QVERIFY(waitFor([&] { return promise->text().contains(QStringLiteral("Predicted and measured")); }, 240'000));
    QVERIFY(QFileInfo(here.session.resultFolder() + QStringLiteral("/config.json")).isFile());
    // The measurement stays open, with one more point on its text.
    const auto& series = here.curve().data().series;
    const auto measured = std::find_if(series.begin(), series.end(),
                                       [](const ChartSeries& one) { return one.name == "measured on this text"; });
    QVERIFY(measured != series.end());
    QCOMPARE(measured->x.size(), size_t{2});
    QVERIFY(measured->y[1] < measured->y[0]);
}

} // namespace salient::ui
