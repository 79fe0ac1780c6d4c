// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/data/data_page_test.h"

#include "ui/data/calibration_source.h"
#include "ui/pages/data_page.h"

#include <QCheckBox>
#include <QComboBox>
#include <QLabel>
#include <QMimeData>
#include <QSlider>
#include <QSpinBox>
#include <QTableWidget>
#include <QTemporaryDir>
#include <QTextEdit>
#include <QtTest>

using namespace salient;
using namespace salient::ui;

namespace {
const QString kModel = QStringLiteral(SALIENT_RESOURCES "/models/stories260K");
constexpr int kPatience = 60'000; ///< milliseconds for what an engine does on a busy machine
} // namespace

QString DataPageTest::write(const QString& name, const QByteArray& bytes) {
    QFile file(m_folder.filePath(name));
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size()) {
        qFatal("cannot write %s", qPrintable(name));
    }
    return file.fileName();
}

void DataPageTest::waitForPresets() {
    QTRY_VERIFY_WITH_TIMEOUT(m_page->findChild<QCheckBox*>(QStringLiteral("preset_code")), kPatience);
}

QString DataPageTest::cell(int row, int column) {
    const QTableWidgetItem* item = find<QTableWidget>(QStringLiteral("sourceTable"))->item(row, column);
    return item == nullptr ? QString() : item->text();
}

void DataPageTest::init() {
    m_session = std::make_unique<Session>(qEnvironmentVariable("SALIENT_PROGRAM"));
    m_page = std::make_unique<DataPage>(*m_session);
    m_page->resize(1200, 640);
    m_page->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_page.get()));
}

void DataPageTest::cleanup() {
    m_page.reset();
    m_session.reset();
}

void DataPageTest::sourcesAreWrittenAsTheyAreRead_data() {
    QTest::addColumn<QString>("words");
    QTest::addColumn<QString>("place");
    QTest::addColumn<QString>("key");
    QTest::addColumn<double>("weight");
    QTest::newRow("preset") << QStringLiteral("code") << QStringLiteral("code") << QString() << 0.0;
    QTest::newRow("weight") << QStringLiteral("code:12.5") << QStringLiteral("code") << QString() << 12.5;
    QTest::newRow("field") << QStringLiteral("/a/b.jsonl#text:3") << QStringLiteral("/a/b.jsonl")
                           << QStringLiteral("text") << 3.0;
    QTest::newRow("a colon of the name") << QStringLiteral("hf:datasets/a/b") << QStringLiteral("hf:datasets/a/b")
                                         << QString() << 0.0;
}

void DataPageTest::sourcesAreWrittenAsTheyAreRead() {
    QFETCH(QString, words);
    QFETCH(QString, place);
    QFETCH(QString, key);
    QFETCH(double, weight);
    const CalibrationSource source = sourceFromText(words.toStdString());
    QCOMPARE(source.place, place);
    QCOMPARE(source.key, key);
    QCOMPARE(source.weight, weight);
    QCOMPARE(sourceToText(source), words.toStdString());
}

void DataPageTest::aFileWithAHashInItsNameIsThatFile() {
    const QString file = write(QStringLiteral("notes#1.txt"), "words");
    QCOMPARE(sourceFromText(file.toStdString()).place, file);
    QVERIFY(sourceFromText(file.toStdString()).key.isEmpty());
}

void DataPageTest::presetsComeWithoutAModel() {
    waitForPresets();
    QVERIFY(find<QCheckBox>(QStringLiteral("preset_general"))->isChecked()); // the default
    QVERIFY(sources().empty());
    find<QCheckBox>(QStringLiteral("preset_code"))->click();
    QCOMPARE(sources(), (std::vector<std::string>{"general", "code"}));
    m_session->undoStack().undo();
    QVERIFY(sources().empty());
    QVERIFY(!find<QCheckBox>(QStringLiteral("preset_code"))->isChecked());
}

void DataPageTest::theLastSourceCannotGo() {
    waitForPresets();
    QSignalSpy said(m_session.get(), &Session::said);
    find<QCheckBox>(QStringLiteral("preset_general"))->click();
    QCOMPARE(said.size(), 1);
    QVERIFY(find<QCheckBox>(QStringLiteral("preset_general"))->isChecked());
}

void DataPageTest::aDraggedWeightIsOneStep() {
    waitForPresets();
    find<QCheckBox>(QStringLiteral("preset_code"))->click();
    find<QCheckBox>(QStringLiteral("mixBox"))->click();
    QCOMPARE(sources(), (std::vector<std::string>{"general:50", "code:50"}));
    const int steps = m_session->undoStack().count();
    auto* slider = find<QSlider>(QStringLiteral("weightSlider_1"));
    for (int percent = 51; percent <= 100; ++percent) {
        slider->setValue(percent);
    }
    QCOMPARE(sources(), (std::vector<std::string>{"general:50", "code:100"}));
    QCOMPARE(find<QSlider>(QStringLiteral("weightSlider_1")), slider); // not rebuilt under the mouse
    QCOMPARE(m_session->undoStack().count(), steps + 1);
    QVERIFY(cell(1, 3).startsWith(QStringLiteral("67")));
    find<QCheckBox>(QStringLiteral("mixBox"))->click();
    QCOMPARE(sources(), (std::vector<std::string>{"general", "code"}));
}

void DataPageTest::theAmountIsTheProduct() {
    find<QSpinBox>(QStringLiteral("dataSamples"))->setValue(10);
    find<QSpinBox>(QStringLiteral("dataLength"))->setValue(30);
    QVERIFY(find<QLabel>(QStringLiteral("dataTotal"))->text().contains(QStringLiteral("300")));
    QCOMPARE(m_session->recipe().calibration.samples, 10);
    QCOMPARE(m_session->recipe().calibration.length, 30);
}

void DataPageTest::droppedFilesTakeTheFieldThatIsPicked() {
    QByteArray lines;
    for (int i = 0; i < 60; ++i) {
        lines += "{\"title\":\"Tom and Lily number " + QByteArray::number(i) +
                 "\",\"text\":\"One day the small dog number " + QByteArray::number(i) + " ran to the park.\"}\n";
    }
    lines += "{\"title\":\"empty\",\"text\":\"\"}\n";
    const QString file = write(QStringLiteral("tales.jsonl"), lines);
    m_session->openModel(kModel);
    find<QSpinBox>(QStringLiteral("dataSamples"))->setValue(4);
    find<QSpinBox>(QStringLiteral("dataLength"))->setValue(32);
    find<QSpinBox>(QStringLiteral("dataHoldout"))->setValue(1);
    QMimeData data;
    data.setUrls({QUrl::fromLocalFile(file), QUrl::fromLocalFile(m_folder.path())});
    QDragEnterEvent enter(QPoint(100, 100), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    QCoreApplication::sendEvent(m_page.get(), &enter);
    QVERIFY(enter.isAccepted());
    QDropEvent drop(QPointF(100, 100), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    QCoreApplication::sendEvent(m_page.get(), &drop);
    QCOMPARE(sources(), std::vector<std::string>{file.toStdString()});
    auto* fields = find<QComboBox>(QStringLiteral("fieldBox_0"));
    QTRY_VERIFY_WITH_TIMEOUT(fields->findData(QStringLiteral("title")) > 0, kPatience);
    QTRY_COMPARE_WITH_TIMEOUT(cell(0, 4), QStringLiteral("60"), kPatience);
    auto* tokens = find<QTextEdit>(QStringLiteral("tokenView"));
    QVERIFY(tokens->toPlainText().contains(QStringLiteral("park")));
    const QString report = find<QLabel>(QStringLiteral("previewReport"))->text();
    qInfo("%s", qPrintable(report));
    QVERIFY(report.contains(QStringLiteral("128"))); // tokens used

    fields->setCurrentIndex(fields->findData(QStringLiteral("title")));
    Q_EMIT fields->activated(fields->currentIndex());
    QCOMPARE(sources(), std::vector<std::string>{file.toStdString() + "#title"});
    QTRY_VERIFY_WITH_TIMEOUT(tokens->toPlainText().contains(QStringLiteral("number")) &&
                                 !tokens->toPlainText().contains(QStringLiteral("park")),
                             kPatience);
}

void DataPageTest::whatCannotBeReadIsSaidInThePreview() {
    const QString file = write(QStringLiteral("empty.txt"), "");
    m_session->openModel(kModel);
    QCOMPARE(m_page->addFiles({file, m_folder.filePath(QStringLiteral("picture.png"))}), 1);
    auto* report = find<QLabel>(QStringLiteral("previewReport"));
    QTRY_VERIFY_WITH_TIMEOUT(report->text().contains(QStringLiteral("empty.txt")), kPatience);
    // The plan is asked for in between, with a recipe that is written on many lines.
    QTRY_VERIFY_WITH_TIMEOUT(!m_session->desk().busy(), kPatience);
    QTRY_VERIFY_WITH_TIMEOUT(m_session->plan().has_value(), kPatience);
    QVERIFY(find<QTextEdit>(QStringLiteral("tokenView"))->toPlainText().isEmpty());
}

QTEST_MAIN(DataPageTest)
