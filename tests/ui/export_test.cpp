// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/export_test.h"

#include "tests/ui/ui_support.h"
#include "ui/export/compare_dialog.h"
#include "ui/export/export_dialog.h"
#include "ui/export/format_table.h"
#include "ui/main_window.h"
#include "ui/widgets/format_choice.h"
#include "ui/widgets/stored_layers.h"

#include <QAction>
#include <QFileInfo>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSpinBox>
#include <QStandardItemModel>
#include <QtTest>

namespace salient::ui {

namespace {

struct Studio {
    QTemporaryDir folder;
    Settings settings{folder.filePath(QStringLiteral("studio.json"))};
    Theme theme;
    MainWindow window{{salientProgram(), QString()}, settings, theme};
    Session& session = window.session();

    Studio() {
        window.resize(1366, 768);
        window.show();
    }
    template <class Widget>
    Widget* at(const char* name) const {
        return window.findChild<Widget*>(QString::fromLatin1(name));
    }
    bool open(const QString& model) {
        session.openModel(model);
        window.showPage(QStringLiteral("model"));
        return waitFor([&] { return !session.inspection().empty(); });
    }
};

QString threeBit() {
    return QStringLiteral(SALIENT_TEST_DATA "/gptq/three_bit");
}

/// A small quantised folder of the embedded model, made once.
QString quantizedStories() {
    static QTemporaryDir place;
    static QString folder;
    if (folder.isEmpty()) {
        Session session(salientProgram());
        if (!openStories(session, place)) {
            return {};
        }
        Recipe recipe = session.recipe();
        recipe.method = Method::Rtn;
        session.changeRecipe(recipe, QStringLiteral("only round"));
        session.startRun();
        waitFor([&] { return session.runState() == RunState::Idle && session.record().ended(); }, 240'000);
        folder = session.resultFolder();
    }
    return folder;
}

} // namespace

// Nothing of the person who runs the tests is read or written.
void ExportTest::init() {
    static QTemporaryDir home;
    for (const char* variable : {"XDG_CONFIG_HOME", "XDG_DATA_HOME", "HF_HUB_CACHE"}) {
        qputenv(variable, home.path().toUtf8());
    }
}

// GPTQ with 3, 8 and 16 bits side by side, made by somebody else.
void ExportTest::foreignFoldersOpen() {
    Studio studio;
    QVERIFY(studio.open(threeBit()));
    QVERIFY(studio.session.modelQuantized());
    const QString facts = studio.at<QLabel>("modelFacts")->text();
    for (const char* word : {"gptq", "3 bit: 12", "8 bit: 1", "16 bit: 1", "with zero points", "off"}) {
        QVERIFY2(facts.contains(QString::fromLatin1(word)), qPrintable(QString::fromLatin1(word) + facts));
    }
    QVERIFY2(!facts.contains(QStringLiteral("does not read")), qPrintable(facts));
    const auto* layers = studio.at<StoredLayers>("storedLayers");
    QVERIFY(layers->isVisible());
    QHash<QString, QString> bits;
    for (int row = 0; row < layers->rowCount(); ++row) {
        bits.insert(layers->item(row, 0)->text(), layers->item(row, 1)->text());
    }
    QCOMPARE(bits.value(QStringLiteral("model.layers.0.self_attn.o_proj")), QStringLiteral("16"));
    QCOMPARE(bits.value(QStringLiteral("model.layers.1.mlp.down_proj")), QStringLiteral("8"));
    QCOMPARE(bits.value(QStringLiteral("model.layers.0.mlp.down_proj")), QStringLiteral("3"));
    QVERIFY(!studio.at<QPushButton>("quantiseButton")->isEnabled());
    QVERIFY(studio.at<QPushButton>("quantiseButton")->toolTip().contains(QStringLiteral("quantised already")));
    QVERIFY(!studio.at<QPushButton>("startButton")->isEnabled());
    for (const char* button : {"modelChat", "modelCompare", "modelExport"}) {
        QVERIFY2(studio.at<QPushButton>(button)->isVisible(), button);
    }
    QVERIFY(!studio.session.plan().has_value());
    QVERIFY(studio.open(storiesModel())); // and back
    QVERIFY(studio.at<QPushButton>("quantiseButton")->isEnabled());
    QVERIFY(!studio.at<QPushButton>("modelExport")->isVisible());
    QVERIFY(!layers->isVisible());
}

void ExportTest::aGgufFileSaysWhichIntegersItKept() {
    QVERIFY(!quantizedStories().isEmpty());
    Studio studio;
    ExportDialog dialog(studio.session, quantizedStories());
    dialog.show();
    auto* table = dialog.findChild<FormatTable*>();
    QVERIFY(waitFor([&] { return table->rowCount() >= 11; }));
    int row = 0;
    while (row < table->rowCount() && table->item(row, 0)->text() != QStringLiteral("gguf-q8_0")) {
        ++row;
    }
    const auto* wanted = dialog.findChild<QLabel*>(QStringLiteral("exportPlace"));
    QCOMPARE(wanted->text(), QStringLiteral("Folder:"));
    table->selectRow(row);
    QCOMPARE(table->chosen(), QStringLiteral("gguf-q8_0"));
    QCOMPARE(wanted->text(), QStringLiteral("File:"));
    for (const char* name : {"exportOutput", "exportBrowse", "exportOverwrite"}) {
        const auto* widget = dialog.findChild<QWidget*>(QString::fromLatin1(name));
        QVERIFY2(!widget->accessibleName().contains(QStringLiteral("older")), name);
        QVERIFY2(!widget->toolTip().contains(QStringLiteral("older")), name);
    }
    auto* output = dialog.findChild<QLineEdit*>(QStringLiteral("exportOutput"));
    QVERIFY(output->text().endsWith(QStringLiteral("-gguf-q8_0.gguf")));
    QTemporaryDir place;
    const QString file = place.filePath(QStringLiteral("stories.gguf"));
    output->setText(file);
    QTest::mouseClick(dialog.findChild<QPushButton*>(QStringLiteral("exportStart")), Qt::LeftButton);
    const auto* words = dialog.findChild<QLabel*>(QStringLiteral("exportWords"));
    QVERIFY(waitFor([&] { return !words->text().isEmpty(); }));
    QVERIFY2(words->text().contains(QStringLiteral("20 with the same integers")), qPrintable(words->text()));
    QVERIFY2(words->text().contains(QStringLiteral("15 from 16 bit")), qPrintable(words->text()));
    QFile written(file);
    QVERIFY(written.open(QIODevice::ReadOnly));
    QCOMPARE(written.read(4), QByteArray("GGUF"));
}

void ExportTest::aFolderIsWrittenInAnotherFormat() {
    QVERIFY(!quantizedStories().isEmpty());
    Studio studio;
    QVERIFY(studio.open(quantizedStories()));
    studio.at<QAction>("exportModel")->trigger();
    auto* dialog = studio.window.findChild<ExportDialog*>();
    QVERIFY(dialog != nullptr);
    auto* table = dialog->findChild<FormatTable*>();
    QVERIFY(waitFor([&] { return table->rowCount() >= 6; }));
    int row = 0;
    while (row < table->rowCount() && table->item(row, 0)->text() != QStringLiteral("gptq-v2")) {
        ++row;
    }
    QVERIFY(row < table->rowCount());
    table->selectRow(row);
    QCOMPARE(table->chosen(), QStringLiteral("gptq-v2"));
    auto* output = dialog->findChild<QLineEdit*>(QStringLiteral("exportOutput"));
    QVERIFY(output->text().endsWith(QStringLiteral("-gptq-v2")));
    QTemporaryDir place;
    output->setText(place.filePath(QStringLiteral("other")));
    QTest::mouseClick(dialog->findChild<QPushButton*>(QStringLiteral("exportStart")), Qt::LeftButton);
    const auto* words = dialog->findChild<QLabel*>(QStringLiteral("exportWords"));
    QVERIFY(waitFor([&] { return !words->text().isEmpty(); }));
    QVERIFY2(words->text().contains(QStringLiteral("same integers")), qPrintable(words->text()));
    QVERIFY2(words->text().contains(QStringLiteral("20 linear")), qPrintable(words->text()));
    QVERIFY2(words->text().contains(QStringLiteral("transformers reads every layer")), qPrintable(words->text()));
    // The configuration is right for vLLM, but it has no kernel for zero points in GPTQ.
    QVERIFY2(!words->text().contains(QStringLiteral("vLLM reads every layer")), qPrintable(words->text()));
    QVERIFY2(words->text().contains(QStringLiteral("vLLM: ")), qPrintable(words->text()));
    QVERIFY(QFileInfo(output->text() + QStringLiteral("/model.safetensors")).isFile());
    // What was written opens as what it is.
    QVERIFY(studio.open(output->text()));
    QVERIFY(studio.at<QLabel>("modelFacts")->text().contains(QStringLiteral("gptq-v2")));
}

void ExportTest::impossibleFormatsCannotBeChosen() {
    // 8 bit and 3 bit side by side: AutoAWQ's layouts hold neither.
    Session session(salientProgram());
    ExportDialog dialog(session, threeBit());
    auto* table = dialog.findChild<FormatTable*>();
    QVERIFY(waitFor([&] { return table->rowCount() >= 6; }));
    for (int row = 0; row < table->rowCount(); ++row) {
        if (table->item(row, 0)->text() == QStringLiteral("awq-gemm")) {
            QVERIFY(!table->item(row, 0)->flags().testFlag(Qt::ItemIsEnabled));
            QVERIFY(!table->item(row, 0)->toolTip().isEmpty());
        }
    }
    // What is left are the files that may round again, and they say so.
    QVERIFY2(table->chosen().startsWith(QStringLiteral("gguf-")), qPrintable(table->chosen()));
    QVERIFY(table->item(table->currentRow(), 0)->toolTip().contains(QStringLiteral("bits")));
    // The same in the form of a recipe with a mark for 8 bits.
    QTemporaryDir output;
    QVERIFY(openStories(session, output));
    FormatChoice choice(session);
    session.markLayers({QStringLiteral("model.layers.0.self_attn.o_proj")}, 8);
    const auto* items = qobject_cast<QStandardItemModel*>(choice.model());
    const auto enabled = [&](const QString& format) {
        const int place = choice.findData(format);
        return place >= 0 && items->item(place)->isEnabled();
    };
    QVERIFY(waitFor([&] { return choice.count() > 1 && !enabled(QStringLiteral("awq-gemm")); }));
    QVERIFY(enabled(QStringLiteral("compressed-tensors")));
    QVERIFY(!choice.itemData(choice.findData(QStringLiteral("awq-gemm")), Qt::ToolTipRole).toString().isEmpty());
}

void ExportTest::aComparisonMeasuresBoth() {
    QVERIFY(!quantizedStories().isEmpty());
    Session session(salientProgram());
    CompareDialog dialog(session, storiesModel(), quantizedStories());
    dialog.findChild<QLineEdit*>(QStringLiteral("compareText"))
        ->setText(QStringLiteral(SALIENT_TEST_DATA "/tinystories_100.txt"));
    dialog.findChild<QSpinBox*>(QStringLiteral("compareWindows"))->setValue(2);
    dialog.findChild<QSpinBox*>(QStringLiteral("compareContext"))->setValue(64);
    dialog.show();
    QTest::mouseClick(dialog.findChild<QPushButton*>(QStringLiteral("compareStart")), Qt::LeftButton);
    const auto* words = dialog.findChild<QLabel*>(QStringLiteral("compareWords"));
    QVERIFY(waitFor([&] { return !words->text().isEmpty(); }));
    for (const char* word : {"Perplexity of the original", "KL, mean", "Same most likely token"}) {
        QVERIFY2(words->text().contains(QString::fromLatin1(word)), qPrintable(words->text()));
    }
    dialog.findChild<QLineEdit*>(QStringLiteral("compareFirst"))->clear();
    QTest::mouseClick(dialog.findChild<QPushButton*>(QStringLiteral("compareStart")), Qt::LeftButton);
    QVERIFY(waitFor([&] { return words->text().startsWith(QStringLiteral("<table><tr><td>Perplexity&")); }));
}

} // namespace salient::ui
