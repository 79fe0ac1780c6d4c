// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/models_test.h"

#include "core/record/run_charts.h"
#include "core/run_folder.h"
#include "tests/ui/ui_support.h"
#include "ui/models/layer_model.h"
#include "ui/models/model_list_model.h"
#include "ui/models/tensor_tree.h"
#include "ui/plots/chart_table.h"

#include <QAbstractItemModelTester>
#include <QSortFilterProxyModel>
#include <QtTest>

namespace salient::ui {

void ModelsTest::layerModelKeepsItsPromises() {
    QTemporaryDir output;
    Session session(salientProgram());
    LayerModel layers(session);
    QAbstractItemModelTester tester(&layers, QAbstractItemModelTester::FailureReportingMode::QtTest);
    QVERIFY(openStories(session, output));
    QCOMPARE(layers.rowCount(), 35);
    session.openRun(storiesRecording());
    QVERIFY(waitFor([&] { return session.runState() == RunState::Idle && session.record().ended(); }));
    const int row = layers.rowOf(QStringLiteral("model.layers.0.self_attn.q_proj"));
    QVERIFY(row >= 0);
    QVERIFY(layers.index(row, LayerModel::Error).data(Qt::UserRole).toDouble() > 0.0);
    session.markLayers({layers.moduleAt(row)}, 16);
    QVERIFY(layers.index(row, LayerModel::Bits).data().toString().contains(QStringLiteral("16")));
}

void ModelsTest::layerModelSortsByNumbers() {
    Session session(salientProgram());
    LayerModel layers(session);
    session.openRun(storiesRecording());
    QVERIFY(waitFor([&] { return session.runState() == RunState::Idle && session.record().ended(); }));
    QSortFilterProxyModel sorted;
    sorted.setSourceModel(&layers);
    sorted.setSortRole(Qt::UserRole);
    sorted.sort(LayerModel::Error, Qt::DescendingOrder);
    QVERIFY(sorted.rowCount() > 10);
    for (int row = 1; row < sorted.rowCount(); ++row) {
        QVERIFY(sorted.index(row - 1, LayerModel::Error).data(Qt::UserRole).toDouble() >=
                sorted.index(row, LayerModel::Error).data(Qt::UserRole).toDouble());
    }
}

void ModelsTest::tensorTreeKeepsItsPromises() {
    QTemporaryDir output;
    Session session(salientProgram());
    TensorTree tree(session);
    QAbstractItemModelTester tester(&tree, QAbstractItemModelTester::FailureReportingMode::QtTest);
    QVERIFY(openStories(session, output));
    QCOMPARE(tree.rowCount(), 7); // embedding, five blocks, norm
    const QModelIndex block = tree.match(tree.index(0, 0), Qt::DisplayRole, QStringLiteral("model.layers.0")).value(0);
    QVERIFY(block.isValid());
    const QModelIndex part =
        tree.match(tree.index(0, 0, block), Qt::DisplayRole, QStringLiteral("self_attn.q_proj")).value(0);
    QCOMPARE(part.siblingAtColumn(TensorTree::Bits).data().toString(), QStringLiteral("4"));
}

void ModelsTest::modelListKeepsItsPromises() {
    ModelListModel models;
    QAbstractItemModelTester tester(&models, QAbstractItemModelTester::FailureReportingMode::QtTest);
    models.showModels(R"({"models":[
        {"path":"/a","name":"org/a","revision":"0123456789abcdef","bytes":1000,"parameters":null,"complete":false,
         "missing":["model-00002-of-00003.safetensors"],"quantization":null,"support":"full","reason":"","dtype":null},
        {"path":"/b","name":"b","revision":null,"bytes":2000000,"parameters":1000000,"complete":true,"missing":[],
         "quantization":null,"support":"full","reason":"","dtype":"BF16"},
        {"path":"/c","name":"c","revision":null,"bytes":1,"parameters":1,"complete":true,"missing":[],
         "quantization":null,"support":"none","reason":"The class Strange is unknown.","dtype":"F32"}]})",
                      {QStringLiteral("/c")});
    QCOMPARE(models.rowCount(), 3);
    QCOMPARE(models.index(0, 0).data(ModelListModel::PathRole).toString(), QStringLiteral("/c")); // opened lately
    QCOMPARE(models.index(1, 0).data(ModelListModel::LevelRole).toInt(), 0);
    const QModelIndex half = models.index(2, 0);
    QVERIFY(half.data(ModelListModel::BadgeRole).toString().contains(QStringLiteral("half-downloaded")));
    QVERIFY(models.index(0, 0).data(Qt::ToolTipRole).toString().contains(QStringLiteral("Strange")));
}

void ModelsTest::chartTableKeepsItsPromises() {
    ChartTable table;
    QAbstractItemModelTester tester(&table, QAbstractItemModelTester::FailureReportingMode::QtTest);
    RunRecord record;
    for (const Event& event : readEvents(storiesRecording().toStdString() + "/events.jsonl")) {
        record.apply(event);
    }
    table.showChart(layerErrors(record));
    QCOMPARE(table.rowCount(), 40); // 20 rounded linears, this run and rounding to nearest
    QVERIFY(!table.headerData(2, Qt::Horizontal, Qt::DisplayRole).toString().isEmpty());
}

} // namespace salient::ui
