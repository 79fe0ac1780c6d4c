// SPDX-License-Identifier: GPL-3.0-or-later
// The menus of the main window; what pages add to them is added by addPage().
#include "core/version.h"
#include "ui/export/compare_dialog.h"
#include "ui/export/export_dialog.h"
#include "ui/main_window.h"
#include "ui/pages/page.h"
#include "ui/text.h"
#include "ui/widgets/command_palette.h"

#include <QActionGroup>
#include <QFileDialog>
#include <QFileInfo>
#include <QMenuBar>
#include <QMessageBox>
#include <QStackedWidget>

namespace salient::ui {

QAction* MainWindow::addAction(QMenu* menu, const QString& name, const QString& words, const QString& tip,
                               const QKeySequence& keys, const std::function<void()>& does) {
    QAction* action = menu->addAction(words);
    action->setObjectName(name);
    action->setToolTip(tip);
    action->setShortcut(keys);
    connect(action, &QAction::triggered, this, does);
    return action;
}

void MainWindow::buildMenus() {
    buildFileMenu();
    QMenu* edit = menuBar()->addMenu(tr("&Edit"));
    QAction* undo = m_session->undoStack().createUndoAction(this, tr("Undo"));
    undo->setObjectName(QStringLiteral("undo"));
    undo->setShortcut(QKeySequence(Qt::CTRL | Qt::Key_Z));
    undo->setToolTip(tr("Takes the last change of settings or marks back"));
    QAction* redo = m_session->undoStack().createRedoAction(this, tr("Redo"));
    redo->setObjectName(QStringLiteral("redo"));
    redo->setShortcut(QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_Z));
    redo->setToolTip(tr("Does the change again that was taken back"));
    edit->addActions({undo, redo});
    buildViewMenu();
    buildRunMenu();
    buildHelpMenu();
}

void MainWindow::buildFileMenu() {
    QMenu* file = menuBar()->addMenu(tr("&File"));
    file->setToolTipsVisible(true);
    addAction(file, QStringLiteral("openModel"), tr("&Open model…"), tr("Opens a model folder"),
              QKeySequence(Qt::CTRL | Qt::Key_O), [this] {
                  const QString folder = QFileDialog::getExistingDirectory(this, tr("Open a model folder"));
                  if (!folder.isEmpty()) {
                      m_session->openModel(folder);
                      showPage(QStringLiteral("model"));
                  }
              });
    addAction(file, QStringLiteral("openRun"), tr("Open &run…"), tr("Opens the folder of a recorded run"),
              QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_O), [this] {
                  const QString folder = QFileDialog::getExistingDirectory(this, tr("Open the folder of a run"));
                  if (!folder.isEmpty()) {
                      m_session->openRun(folder);
                      showPage(QStringLiteral("run"));
                  }
              });
    QMenu* recent = file->addMenu(tr("Recent &models"));
    recent->setToolTipsVisible(true);
    connect(recent, &QMenu::aboutToShow, this, [this, recent] { fillRecent(recent); });
    file->addSeparator();
    addAction(file, QStringLiteral("quit"), tr("&Quit"), tr("Closes the window"), QKeySequence(Qt::CTRL | Qt::Key_Q),
              [this] { close(); });
}

void MainWindow::fillRecent(QMenu* menu) {
    menu->clear();
    for (const QString& folder : m_settings.list(QStringLiteral("recent_models"))) {
        QAction* action = menu->addAction(folder);
        action->setEnabled(QFileInfo(folder).isDir());
        action->setToolTip(action->isEnabled() ? folder : tr("%1 is not there any more").arg(folder));
        connect(action, &QAction::triggered, this, [this, folder] {
            m_session->openModel(folder);
            showPage(QStringLiteral("model"));
        });
    }
    if (menu->isEmpty()) {
        menu->addAction(tr("No model was opened yet"))->setEnabled(false);
    }
}

void MainWindow::buildViewMenu() {
    m_pageMenu = menuBar()->addMenu(tr("&View"));
    m_pageMenu->setToolTipsVisible(true);
    m_pageMenu->addSeparator();
    addAction(m_pageMenu, QStringLiteral("commandPalette"), tr("&Commands…"), tr("Finds any action by its words"),
              QKeySequence(Qt::CTRL | Qt::Key_K), [this] {
                  CommandPalette palette(allActions(), this);
                  palette.exec();
              });
    QMenu* themes = m_pageMenu->addMenu(tr("&Theme"));
    auto* group = new QActionGroup(this);
    const std::vector<std::tuple<ThemeChoice, QString, QString>> choices = {
        {ThemeChoice::System, QStringLiteral("system"), tr("Follow the system")},
        {ThemeChoice::Light, QStringLiteral("light"), tr("Light")},
        {ThemeChoice::Dark, QStringLiteral("dark"), tr("Dark")}};
    for (const auto& [choice, name, words] : choices) {
        QAction* action =
            addAction(themes, QStringLiteral("theme_") + name, words, tr("Colours of the window: %1").arg(words), {},
                      [this, choice = choice, name = name] {
                          m_theme.choose(choice);
                          m_settings.setValue(QStringLiteral("theme"), name);
                      });
        action->setCheckable(true);
        action->setChecked(m_theme.choice() == choice);
        group->addAction(action);
    }
    buildLanguageMenu();
    addAction(m_pageMenu, QStringLiteral("resetLayout"), tr("&Reset this page's layout"),
              tr("Puts the panels of this page back where they were at first"), {}, [this] {
                  if (auto* page = qobject_cast<Page*>(m_stack->currentWidget())) {
                      page->resetLayout();
                  }
              });
}

void MainWindow::buildLanguageMenu() {
    QMenu* languages = m_pageMenu->addMenu(tr("&Language"));
    auto* group = new QActionGroup(this);
    const QString present = m_settings.value(QStringLiteral("language"), QStringLiteral("system"));
    const std::vector<std::pair<QString, QString>> choices = {
        {QStringLiteral("system"), tr("Follow the system's language")},
        {QStringLiteral("en"), QStringLiteral("English")},
        {QStringLiteral("de"), QStringLiteral("Deutsch")}};
    for (const auto& [name, words] : choices) {
        QAction* action = addAction(languages, QStringLiteral("language_") + name, words,
                                    tr("Language of the window: %1").arg(words), {}, [this, name = name] {
                                        m_settings.setValue(QStringLiteral("language"), name);
                                        Q_EMIT m_session->said(tr("The language changes with the next start."));
                                    });
        action->setCheckable(true);
        action->setChecked(present == name);
        group->addAction(action);
    }
}

void MainWindow::buildRunMenu() {
    QMenu* run = menuBar()->addMenu(tr("&Quantise"));
    run->setToolTipsVisible(true);
    QAction* start = addAction(run, QStringLiteral("startRun"), tr("&Start"), tr("Quantises the open model"),
                               QKeySequence(Qt::CTRL | Qt::Key_R), [this] {
                                   showPage(QStringLiteral("run"));
                                   m_session->startRun();
                               });
    QAction* pause = addAction(run, QStringLiteral("pauseRun"), tr("&Pause or resume"),
                               tr("Holds the run, or lets it go on"), QKeySequence(Qt::CTRL | Qt::Key_P),
                               [this] { m_session->pauseRun(m_session->runState() == RunState::Running); });
    QAction* cancel = addAction(run, QStringLiteral("cancelRun"), tr("&Cancel"), tr("Ends the run"),
                                QKeySequence(Qt::CTRL | Qt::Key_Period), [this] { m_session->cancelRun(); });
    run->addSeparator();
    QAction* exports = addAction(run, QStringLiteral("exportModel"), tr("&Export to another format…"),
                                 tr("Writes a quantised folder in another layout, the integers unchanged"),
                                 QKeySequence(Qt::CTRL | Qt::Key_E), [this] { showExport(quantizedFolder()); });
    addAction(run, QStringLiteral("compareModels"), tr("C&ompare two models…"),
              tr("Perplexity of two models on a text, KL, how often they agree"),
              QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_E), [this] { showComparison(quantizedFolder()); });
    const auto enable = [=, this] {
        const RunState state = m_session->runState();
        start->setEnabled(m_session->canStart());
        pause->setEnabled(state == RunState::Running || state == RunState::Paused);
        cancel->setEnabled(state != RunState::Idle);
        exports->setEnabled(!quantizedFolder().isEmpty());
    };
    connect(m_session, &Session::recordChanged, this, [enable](const QSet<int>& parts) {
        if (holds(parts, {RecordPart::State})) {
            enable();
        }
    });
    connect(m_session, &Session::runStateChanged, this, enable);
    connect(m_session, &Session::modelChanged, this, enable);
    connect(m_session, &Session::inspectionChanged, this, enable);
    enable();
}

QString MainWindow::quantizedFolder() const {
    const QString model = m_session->modelQuantized() ? m_session->modelFolder() : QString();
    const QString result = m_session->resultFolder();
    return result.isEmpty() || (currentPage() == QStringLiteral("model") && !model.isEmpty()) ? model : result;
}

void MainWindow::showExport(const QString& folder) {
    auto* dialog = new ExportDialog(*m_session, folder, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->show();
}

void MainWindow::showComparison(const QString& folder) {
    const QString original = m_session->modelQuantized() ? QString() : m_session->modelFolder();
    auto* dialog = new CompareDialog(*m_session, original, folder, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->show();
}

void MainWindow::buildHelpMenu() {
    m_helpMenu = menuBar()->addMenu(tr("&Help"));
    m_helpMenu->setToolTipsVisible(true);
    addAction(m_helpMenu, QStringLiteral("shortcuts"), tr("&Keyboard shortcuts"), tr("Lists the keys of all actions"),
              QKeySequence(Qt::Key_F1), [this] { showShortcuts(); });
    addAction(m_helpMenu, QStringLiteral("about"), tr("&About Salient Studio"), tr("Version and licences"), {}, [this] {
        QMessageBox::about(
            this, tr("About Salient Studio"),
            tr("Salient Studio %1\n\nQuantises language models to 4 bits with AWQ, and shows what it costs.\n\n"
               "The window is under GPL-3.0-or-later (it uses QCustomPlot), the engine under Apache-2.0.")
                .arg(text(programVersion())));
    });
}

void MainWindow::showShortcuts() {
    QStringList lines;
    for (const QAction* action : allActions()) {
        if (!action->shortcut().isEmpty()) {
            lines.append(QStringLiteral("<tr><td><b>%1</b>&nbsp;&nbsp;&nbsp;</td><td>%2</td></tr>")
                             .arg(action->shortcut().toString(QKeySequence::NativeText),
                                  QString(action->text()).remove(QLatin1Char('&')).toHtmlEscaped()));
        }
    }
    QMessageBox box(QMessageBox::NoIcon, tr("Keyboard shortcuts"),
                    QStringLiteral("<table>%1</table>").arg(lines.join(QString())), QMessageBox::Close, this);
    box.exec();
}

} // namespace salient::ui
