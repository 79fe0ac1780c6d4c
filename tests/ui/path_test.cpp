// SPDX-License-Identifier: GPL-3.0-or-later
// Needs a screen and xdotool: tests/ui/run_path_test.sh brings a virtual one. Clicks and keys go through the X server.
#include "tests/ui/path_test.h"

#include "core/json_fields.h"
#include "tests/ui/ui_support.h"
#include "ui/main_window.h"
#include "ui/plots/chart_view.h"

#include <QApplication>
#include <QDir>
#include <QListView>
#include <QPlainTextEdit>
#include <QProcess>
#include <QTableView>
#include <QTextEdit>
#include <QtTest>

namespace salient::ui {

namespace {

/// A person's hands.
class Hands {
public:
    explicit Hands(MainWindow& window) : m_window(window) {}

    void clickAt(QWidget& widget, QPoint place) const {
        const QPoint at = widget.mapToGlobal(place) * m_window.devicePixelRatio();
        tool({QStringLiteral("mousemove"), QString::number(at.x()), QString::number(at.y()), QStringLiteral("click"),
              QStringLiteral("1")});
    }
    /// Clicks the middle of a widget, which has to be in sight.
    void click(const char* name) const {
        auto* widget = m_window.findChild<QWidget*>(QString::fromLatin1(name));
        QVERIFY2(widget != nullptr, name);
        QVERIFY2(waitFor([&] { return widget->isVisible() && widget->isEnabled(); }), name);
        QTest::qWait(50); // what was just shown is laid out
        clickAt(*widget, widget->rect().center());
    }
    void keys(const QStringList& names) const { tool(QStringList{QStringLiteral("key")} + names); }
    void type(const QString& words) const {
        tool({QStringLiteral("type"), QStringLiteral("--delay"), QStringLiteral("5"), words});
    }

private:
    static void tool(const QStringList& arguments) {
        QProcess xdotool;
        xdotool.start(QStringLiteral("xdotool"), arguments);
        QVERIFY(waitFor([&] { return xdotool.state() == QProcess::NotRunning; }, 20'000));
        QCOMPARE(xdotool.exitCode(), 0);
        QTest::qWait(80); // the X server tells the window
    }

    MainWindow& m_window;
};

bool shows(MainWindow& window, const char* page) {
    return waitFor([&] { return window.currentPage() == QString::fromLatin1(page); }, 10'000);
}

} // namespace

void PathTest::fromModelToReport() {
    QTemporaryDir home;
    for (const char* variable : {"HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "HF_HUB_CACHE"}) {
        qputenv(variable, home.path().toUtf8());
    }
    QDir::setCurrent(home.path());
    Settings settings(home.filePath(QStringLiteral("studio.json")));
    Theme theme;
    theme.choose(ThemeChoice::Light);
    MainWindow window({salientProgram(), QStringLiteral(SALIENT_MODELS)}, settings, theme);
    Session& session = window.session();
    window.setGeometry(0, 0, 1366, 740);
    window.show();
    QVERIFY(QTest::qWaitForWindowActive(&window));
    const Hands hands(window);

    // The card of the embedded model
    auto* cards = window.findChild<QListView*>(QStringLiteral("modelCards"));
    QVERIFY(waitFor([&] { return cards->model()->rowCount() > 0; }));
    hands.clickAt(*cards->viewport(), cards->visualRect(cards->model()->index(0, 0)).center());
    QVERIFY(shows(window, "model"));
    QVERIFY(waitFor([&] { return session.plan().has_value(); }));

    // Two more clicks lead to an exported folder
    hands.click("quantiseButton");
    QVERIFY(shows(window, "run"));
    hands.click("startButton");
    QVERIFY(waitFor([&] { return session.record().result().has_value(); }));
    QVERIFY(QFileInfo(session.resultFolder()).isDir());
    QVERIFY(QFileInfo::exists(session.resultFolder() + QStringLiteral("/model.safetensors")));

    // Marks: a bar, keys, undo, redo
    hands.click("resultDiagnose");
    QVERIFY(shows(window, "diagnose"));
    auto* bars = window.findChild<QWidget*>(QStringLiteral("diagnoseChartPlot"));
    QVERIFY(waitFor([&] { return bars->isVisible(); }));
    hands.clickAt(*bars, {bars->width() / 2, bars->height() / 2});
    QVERIFY(waitFor([&] { return session.selectedLayers().size() == 1; }));
    hands.keys({QStringLiteral("alt+6")});
    QVERIFY(waitFor([&] { return !session.recipe().marks.empty(); }));
    hands.keys({QStringLiteral("ctrl+z")});
    QVERIFY(waitFor([&] { return session.recipe().marks.empty(); }));
    hands.keys({QStringLiteral("ctrl+shift+z")});
    QVERIFY(waitFor([&] { return !session.recipe().marks.empty(); }));

    // Chat with both
    hands.keys({QStringLiteral("ctrl+6")});
    QVERIFY(shows(window, "chat"));
    hands.click("chatInput");
    hands.type(QStringLiteral("Once upon a time"));
    hands.keys({QStringLiteral("Return")});
    const auto said = [&](const char* pane) {
        QString all;
        for (const QTextEdit* message :
             window.findChild<QWidget*>(QString::fromLatin1(pane))->findChildren<QTextEdit*>()) {
            all += message->toPlainText();
        }
        return all.size();
    };
    QVERIFY(waitFor([&] { return said("left") > 60 && said("right") > 60; }));
    hands.keys({QStringLiteral("Escape")});

    // The report of the run
    hands.keys({QStringLiteral("ctrl+8")});
    QVERIFY(shows(window, "history"));
    auto* runs = window.findChild<QTableView*>(QStringLiteral("historyView"));
    QVERIFY(runs != nullptr);
    QVERIFY(waitFor([&] { return runs->model()->rowCount() == 1; }));
    hands.clickAt(*runs->viewport(), runs->visualRect(runs->model()->index(0, 1)).center());
    const QString report = home.filePath(QStringLiteral("report.html"));
    // The dialog runs an event loop of its own within the click: what is typed into it has to be under way before.
    const QString typing =
        QStringLiteral("sleep 2; xdotool key ctrl+a; xdotool type --delay 5 '%1'; xdotool key Return");
    QVERIFY(QProcess::startDetached(QStringLiteral("sh"), {QStringLiteral("-c"), typing.arg(report)}));
    hands.click("historyReportButton");
    QVERIFY(waitFor([&] { return QFileInfo(report).size() > 10'000; }));
}

} // namespace salient::ui
