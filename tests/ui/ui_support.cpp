// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/ui_support.h"

#include <QCoreApplication>
#include <QDir>

#include <ctime>

namespace salient::ui {

QString salientProgram() {
    return QStringLiteral(SALIENT_PROGRAM);
}

QString storiesModel() {
    return QStringLiteral(SALIENT_MODELS "/stories260K");
}

QString storiesRecording() {
    return QStringLiteral(SALIENT_TEST_DATA "/recordings/stories260K");
}

bool waitFor(const std::function<bool()>& done, int milliseconds) {
    QElapsedTimer clock;
    clock.start();
    while (!done()) {
        if (clock.elapsed() > milliseconds) {
            return false;
        }
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents | QEventLoop::AllEvents, 20);
    }
    return true;
}

bool openStories(Session& session, const QTemporaryDir& output) {
    session.openModel(storiesModel());
    Recipe recipe = session.recipe();
    recipe.output = output.filePath(QStringLiteral("result")).toStdString();
    recipe.runFolder = output.filePath(QStringLiteral("run")).toStdString();
    recipe.calibration.samples = 16;
    recipe.calibration.length = 128;
    session.changeRecipe(recipe, QStringLiteral("test settings"));
    return waitFor(
        [&] { return session.plan().has_value() && session.plan()->commandLine.contains(QStringLiteral("result")); });
}

void makeRunLong(Session& session) {
    Recipe recipe = session.recipe();
    recipe.calibration.samples = 512;
    recipe.calibration.length = 256;
    session.changeRecipe(recipe, QStringLiteral("more text"));
}

double threadMilliseconds() {
    timespec now{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return static_cast<double>(now.tv_sec) * 1e3 + static_cast<double>(now.tv_nsec) / 1e6;
}

LoopWatch::LoopWatch() {
    m_timer.setTimerType(Qt::PreciseTimer);
    m_timer.setInterval(5);
    QObject::connect(&m_timer, &QTimer::timeout, &m_timer, [this] {
        m_longest = std::max(m_longest, m_clock.restart());
        const double work = threadMilliseconds();
        m_longestWork = std::max(m_longestWork, work - m_work);
        m_work = work;
    });
    m_work = threadMilliseconds();
    m_clock.start();
    m_timer.start();
}

} // namespace salient::ui
