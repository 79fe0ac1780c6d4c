// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/charts_test.h"

#include "core/record/run_charts.h"
#include "core/run_folder.h"
#include "tests/ui/ui_support.h"
#include "ui/plots/chart_view.h"

#include <QAbstractItemView>
#include <QFile>
#include <QTranslator>
#include <QtTest>

#include <nlohmann/json.hpp>

#include <algorithm>

namespace salient::ui {

using Points = std::vector<std::pair<double, double>>;

// The file by a JSON library alone: none of our reading takes part.
static std::vector<nlohmann::json> linesOf(const QString& folder, const std::string& event) {
    std::vector<nlohmann::json> lines;
    QFile file(folder + QStringLiteral("/events.jsonl"));
    if (!file.open(QIODevice::ReadOnly)) {
        return lines;
    }
    while (!file.atEnd()) {
        nlohmann::json line = nlohmann::json::parse(file.readLine().toStdString());
        if (line["event"] == event) {
            lines.push_back(std::move(line));
        }
    }
    return lines;
}

static RunRecord recordOf(const QString& folder) {
    RunRecord record;
    for (const Event& event : readEvents(folder.toStdString() + "/events.jsonl")) {
        record.apply(event);
    }
    return record;
}

static Points drawn(const ChartData& chart) {
    ChartView view(QStringLiteral("chart"), QStringLiteral("nothing"));
    view.resize(600, 400);
    view.showChart(chart);
    QWidget& widget = view;
    widget.show();
    Points points = view.drawnPoints();
    std::sort(points.begin(), points.end());
    return points;
}

void ChartsTest::drawnPointsEqualTheFile() {
    const RunRecord record = recordOf(storiesRecording());
    const auto candidates = linesOf(storiesRecording(), "scale_candidate");
    const auto chosen = linesOf(storiesRecording(), "scale_chosen");
    QCOMPARE(record.searches().size(), chosen.size());
    for (const SearchRecord& search : record.searches()) {
        Points expected;
        std::string objective;
        for (const auto& line : candidates) {
            if (line["block"] != search.block || line["group"] != search.group) {
                continue;
            }
            objective = objective.empty() ? line["objective"].get<std::string>() : objective;
            if (line["objective"] == objective && line["kind"] != "identity") {
                expected.emplace_back(line["ratio"], line["loss"]);
            }
            for (const auto& winner : chosen) {
                if (line["objective"] == objective && winner["block"] == search.block &&
                    winner["group"] == search.group && winner["index"] == line["index"] &&
                    winner["kind"] != "identity") {
                    expected.emplace_back(line["ratio"], line["loss"]);
                }
            }
        }
        std::sort(expected.begin(), expected.end());
        QCOMPARE(drawn(lossOverRatio(search)), expected);
    }
    Points errors;
    const auto layers = linesOf(storiesRecording(), "layer_quantized");
    for (size_t i = 0; i < layers.size(); ++i) {
        if (layers[i]["bits"] != 16) {
            errors.emplace_back(i, layers[i]["relative_error"]);
            errors.emplace_back(i, layers[i]["rtn_relative_error"]);
        }
    }
    std::sort(errors.begin(), errors.end());
    QVERIFY(!errors.empty());
    QCOMPARE(drawn(layerErrors(record)), errors);
    Points blocks;
    for (const auto& line : linesOf(storiesRecording(), "block_finished")) {
        blocks.emplace_back(line["block"], line["relative_error"]);
    }
    QCOMPARE(drawn(blockErrors(record)), blocks);
}

void ChartsTest::tableAndCsvHoldTheSamePoints() {
    const ChartData chart = layerErrors(recordOf(storiesRecording()));
    const std::string csv = chartToCsv(chart);
    size_t points = 0;
    for (const ChartSeries& series : chart.series) {
        points += series.x.size();
    }
    QCOMPARE(static_cast<size_t>(std::count(csv.begin(), csv.end(), '\n')), points + 1);
    ChartView view(QStringLiteral("chart"), QStringLiteral("nothing"));
    view.showChart(chart);
    view.showTable(true);
    const auto* table = view.findChild<QAbstractItemView*>(QStringLiteral("chartTable"));
    QVERIFY(table != nullptr);
    QCOMPARE(static_cast<size_t>(table->model()->rowCount()), points);
}

void ChartsTest::ticksAreWhereTheyAreSaidToBe() {
    ChartData chart;
    chart.series = {{.name = "awq", .x = {8, 16, 32}, .y = {}}};
    for (const bool logarithmic : {false, true}) {
        for (const double factor : {1.0, 1e-7, 1e7}) {
            chart.logY = logarithmic;
            chart.series[0].y = {5.2051 * factor, 5.2086 * factor, 5.2133 * factor};
            ChartView view(QStringLiteral("chart"), QStringLiteral("nothing"));
            view.resize(600, 400);
            view.showChart(chart);
            QWidget& widget = view;
            widget.show();
            const auto ticks = view.valueTicks();
            QVERIFY(ticks.size() >= 2);
            for (const auto& [place, label] : ticks) {
                QVERIFY(place > 4.7 * factor && place < 5.8 * factor);
                QVERIFY2(qAbs(QLocale().toDouble(label) - place) <= 1e-9 * place, qPrintable(label));
            }
        }
    }
}

void ChartsTest::everyChartOfARunNamesItsAxes() {
    const RunRecord record = recordOf(storiesRecording());
    std::vector<ChartData> charts = {layerErrors(record),
                                     layerSqnr(record),
                                     blockErrors(record),
                                     channelMagnitudes(record.channels().front()),
                                     weightHistogram(record.layers().front().layer),
                                     lossOverRatio(record.searches().front())};
    RunRecord evaluation;
    evaluation.apply(PerplexityUpdate{1, 16, 20.5, 0.3});
    charts.push_back(runningPerplexity(evaluation));
    for (const ChartData& chart : charts) {
        QVERIFY2(!chart.title.empty() && !chart.xAxis.empty() && !chart.yAxis.empty() && !chart.summary.empty(),
                 chart.title.c_str());
        QVERIFY2(!chart.empty(), chart.title.c_str());
    }
}

void ChartsTest::everyTextOfChartsHasAGermanOne() {
    QTranslator german;
    QVERIFY(german.load(QStringLiteral(":/translations/salient_de.qm")));
    for (const std::string_view english : chartTexts()) {
        const std::string source(english);
        const QString translated = german.translate("Charts", source.c_str());
        QVERIFY2(!translated.isEmpty(), source.c_str());
        QCOMPARE(translated.count(QLatin1Char('{')),
                 static_cast<qsizetype>(std::count(source.begin(), source.end(), '{')));
    }
}

void ChartsTest::sentencesHaveTheDecimalPointOfTheirLanguage() {
    QTranslator german;
    QVERIFY(german.load(QStringLiteral(":/translations/salient_de.qm")));
    const ChartWords inGerman = [&](std::string_view english) {
        return german.translate("Charts", std::string(english).c_str()).toStdString();
    };
    RunRecord evaluation;
    evaluation.apply(PerplexityUpdate{1, 16, 1020.5, 0.3});
    QCOMPARE(runningPerplexity(evaluation).summary, std::string("1020.500 ± 0.300 after 1 of 16 windows."));
    QCOMPARE(runningPerplexity(evaluation, inGerman).summary, std::string("1020,500 ± 0,300 nach 1 von 16 Fenstern."));
}

} // namespace salient::ui
