// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/main_window.h"

#include "core/version.h"
#include "ui/text.h"

#include <QApplication>
#include <QCommandLineParser>
#include <QFileInfo>
#include <QLibraryInfo>
#include <QLocale>
#include <QStandardPaths>
#include <QTranslator>

using namespace salient;
using namespace salient::ui;

/// `salient` beside this program, else on the path; $SALIENT_PROGRAM goes before both.
static QString engineProgram() {
    const QString given = qEnvironmentVariable("SALIENT_PROGRAM");
    const QString beside = QCoreApplication::applicationDirPath() + QStringLiteral("/salient");
    if (!given.isEmpty() || QFileInfo(beside).isExecutable()) {
        return given.isEmpty() ? beside : given;
    }
    return QStandardPaths::findExecutable(QStringLiteral("salient"));
}

/// Beside an installed program, else in the source tree that it was built from.
static QString demoFolder() {
    const QString installed = QCoreApplication::applicationDirPath() + QStringLiteral("/../share/salient/models");
    return QFileInfo(installed).isDir() ? QFileInfo(installed).canonicalFilePath()
                                        : QStringLiteral(SALIENT_SOURCE_MODELS);
}

static ThemeChoice themeNamed(const QString& name) {
    return name == QStringLiteral("dark")    ? ThemeChoice::Dark
           : name == QStringLiteral("light") ? ThemeChoice::Light
                                             : ThemeChoice::System;
}

/// Words of the window and of Qt's own dialogs. English is loaded as well, for its plural forms.
static void loadWords(QApplication& application, const QString& language) {
    const QLocale locale = language.isEmpty() || language == QStringLiteral("system") ? QLocale() : QLocale(language);
    QLocale::setDefault(locale);
    for (const auto& [name, folder] :
         {std::pair{QStringLiteral("qtbase"), QLibraryInfo::path(QLibraryInfo::TranslationsPath)},
          {QStringLiteral("salient"), QStringLiteral(":/translations")}}) {
        auto* words = new QTranslator(&application);
        if (words->load(locale, name, QStringLiteral("_"), folder) ||
            words->load(name + QStringLiteral("_en"), folder)) {
            QCoreApplication::installTranslator(words);
        }
    }
}

int main(int argc, char** argv) {
    QApplication application(argc, argv);
    QApplication::setApplicationName(QStringLiteral("salient-studio"));
    QApplication::setApplicationDisplayName(QStringLiteral("Salient Studio"));
    QApplication::setApplicationVersion(text(programVersion()));
    QCommandLineParser parser;
    parser.setApplicationDescription(
        QCoreApplication::translate("main", "Quantise language models, and see what it costs."));
    parser.addHelpOption();
    parser.addVersionOption();
    parser.addPositionalArgument(QStringLiteral("folder"),
                                 QCoreApplication::translate("main", "A model folder or a recorded run to open."));
    const QCommandLineOption theme(
        QStringLiteral("theme"), QCoreApplication::translate("main", "system, light or dark."), QStringLiteral("name"));
    const QCommandLineOption page(
        QStringLiteral("page"), QCoreApplication::translate("main", "The page to begin with."), QStringLiteral("name"));
    const QCommandLineOption language(QStringLiteral("language"),
                                      QCoreApplication::translate("main", "en, de or system."), QStringLiteral("name"));
    parser.addOptions({theme, page, language});
    parser.process(application);

    Settings settings;
    loadWords(application,
              parser.isSet(language) ? parser.value(language) : settings.value(QStringLiteral("language")));
    Theme colors;
    colors.choose(themeNamed(parser.isSet(theme) ? parser.value(theme) : settings.value(QStringLiteral("theme"))));
    MainWindow window({engineProgram(), demoFolder()}, settings, colors);
    window.show();
    for (const QString& folder : parser.positionalArguments()) {
        const QString problem = window.openDropped(QFileInfo(folder).absoluteFilePath());
        if (!problem.isEmpty()) {
            Q_EMIT window.session().failed({"drop.unknown", problem.toStdString(), 2},
                                           QCoreApplication::translate("main", "Opening %1").arg(folder));
        }
    }
    window.showPage(parser.value(page));
    return QApplication::exec();
}
