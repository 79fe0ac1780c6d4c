// SPDX-License-Identifier: GPL-3.0-or-later
// salient_ui_tests NAME [options of Qt Test]: runs one class of tests.
#include "tests/ui/charts_test.h"
#include "tests/ui/diagnose_test.h"
#include "tests/ui/engine_process_test.h"
#include "tests/ui/export_test.h"
#include "tests/ui/marks_test.h"
#include "tests/ui/models_test.h"
#include "tests/ui/path_test.h"
#include "tests/ui/recording_test.h"
#include "tests/ui/settings_test.h"
#include "tests/ui/window_test.h"

#include <QApplication>
#include <QStyleFactory>
#include <QtTest>

#include <memory>

using namespace salient::ui;

static std::unique_ptr<QObject> testNamed(const QByteArray& name) {
    if (name == "Charts") {
        return std::make_unique<ChartsTest>();
    }
    if (name == "Diagnose") {
        return std::make_unique<DiagnoseTest>();
    }
    if (name == "Export") {
        return std::make_unique<ExportTest>();
    }
    if (name == "EngineProcess") {
        return std::make_unique<EngineProcessTest>();
    }
    if (name == "Marks") {
        return std::make_unique<MarksTest>();
    }
    if (name == "Models") {
        return std::make_unique<ModelsTest>();
    }
    if (name == "Path") {
        return std::make_unique<PathTest>();
    }
    if (name == "Recording") {
        return std::make_unique<RecordingTest>();
    }
    if (name == "Settings") {
        return std::make_unique<SettingsTest>();
    }
    if (name == "Window") {
        return std::make_unique<WindowTest>();
    }
    return nullptr;
}

int main(int argc, char** argv) {
    QApplication application(argc, argv);
    QApplication::setStyle(QStyleFactory::create(QStringLiteral("Fusion")));
    const std::unique_ptr<QObject> test = testNamed(argc > 1 ? argv[1] : "");
    if (!test) {
        qCritical("Expected the name of a test class as the first argument.");
        return 1;
    }
    QStringList arguments = QApplication::arguments();
    arguments.removeAt(1);
    return QTest::qExec(test.get(), arguments);
}
