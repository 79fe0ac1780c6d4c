// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/main_window.h"

#include "core/version.h"
#include "ui/pages/chat_page.h"
#include "ui/pages/data_page.h"
#include "ui/pages/diagnose_page.h"
#include "ui/pages/history_page.h"
#include "ui/pages/kernels_page.h"
#include "ui/pages/model_page.h"
#include "ui/pages/run_page.h"
#include "ui/pages/start_page.h"
#include "ui/text.h"
#include "ui/widgets/command_palette.h"
#include "ui/widgets/error_card.h"
#include "ui/widgets/status_strip.h"

#include <QActionGroup>
#include <QApplication>
#include <QBoxLayout>
#include <QCloseEvent>
#include <QDir>
#include <QDropEvent>
#include <QFileDialog>
#include <QFileInfo>
#include <QMenuBar>
#include <QMessageBox>
#include <QMimeData>
#include <QStackedWidget>
#include <QToolButton>

namespace salient::ui {

MainWindow::MainWindow(const Places& places, Settings& settings, Theme& theme, QWidget* parent)
    : QMainWindow(parent), m_settings(settings), m_theme(theme), m_session(new Session(places.program, this)),
      m_layers(new LayerModel(*m_session, this)), m_stack(new QStackedWidget), m_rail(new QVBoxLayout),
      m_pageActions(new QActionGroup(this)), m_error(new ErrorCard) {
    setObjectName(QStringLiteral("mainWindow"));
    setAcceptDrops(true);
    auto* rail = new QWidget;
    rail->setObjectName(QStringLiteral("rail"));
    rail->setLayout(m_rail);
    m_rail->setContentsMargins(4, 6, 4, 6);
    m_rail->setSpacing(2);
    auto* right = new QVBoxLayout;
    right->setSpacing(0);
    right->addWidget(m_error);
    right->addWidget(m_stack, 1);
    auto* upper = new QHBoxLayout;
    upper->setSpacing(0);
    upper->addWidget(rail);
    upper->addLayout(right, 1);
    auto* centre = new QWidget;
    auto* all = new QVBoxLayout(centre);
    all->setContentsMargins(0, 0, 0, 0);
    all->setSpacing(0);
    all->addLayout(upper, 1);
    all->addWidget(new StatusStrip(*m_session));
    setCentralWidget(centre);

    buildMenus();
    m_start = new StartPage(*m_session, settings, places.demoFolder);
    addPage(m_start, 1);
    addPage(new ModelPage(*m_session), 2);
    addPage(new DataPage(*m_session), 3);
    addPage(new RunPage(*m_session, *m_layers), 4);
    addPage(new DiagnosePage(*m_session, *m_layers), 5);
    addPage(new ChatPage(*m_session, settings), 6);
    addPage(new KernelsPage, 7);
    addPage(new HistoryPage(*m_session), 8);
    m_rail->addStretch(1);
    connect(m_session, &Session::runStateChanged, this, [this] {
        const RunState state = m_session->runState();
        const bool working = state == RunState::Running || state == RunState::Paused;
        auto* action = findChild<QAction*>(QStringLiteral("show_run"));
        action->setText(working ? tr("Run ●") : tr("Run"));
    });
    restoreLayout();
    showPage(QStringLiteral("start"));

    connect(m_session, &Session::failed, m_error, &ErrorCard::showFailure);
    connect(m_session, &Session::pageWanted, this, &MainWindow::showPage);
    connect(m_session, &Session::modelChanged, this, [this] {
        m_error->hide();
        m_settings.addToList(QStringLiteral("recent_models"), m_session->modelFolder());
        refreshTitle();
    });
    connect(&m_session->undoStack(), &QUndoStack::cleanChanged, this, &MainWindow::refreshTitle);
    if (!settings.problem().isEmpty()) {
        m_error->showFailure({"settings.broken", settings.problem().toStdString(), 2}, tr("Reading the settings"));
    }
    refreshTitle();
    m_start->scan();
}

MainWindow::~MainWindow() = default;

void MainWindow::addPage(Page* page, int number) {
    const int place = static_cast<int>(m_pages.size());
    m_pages.push_back(page);
    m_stack->addWidget(page);
    auto* action = new QAction(page->title(), m_pageActions);
    action->setObjectName(QStringLiteral("show_") + page->objectName());
    action->setCheckable(true);
    action->setShortcut(QKeySequence(Qt::CTRL | static_cast<Qt::Key>(Qt::Key_0 + number)));
    action->setToolTip(tr("%1 (%2)").arg(page->title(), action->shortcut().toString(QKeySequence::NativeText)));
    connect(action, &QAction::triggered, this, [this, page] { showPage(page->objectName()); });
    m_pageMenu->insertAction(m_pageMenu->actions().isEmpty() ? nullptr : m_pageMenu->actions().value(place), action);
    auto* button = new QToolButton;
    button->setObjectName(QStringLiteral("rail_") + page->objectName());
    button->setDefaultAction(action);
    button->setToolButtonStyle(Qt::ToolButtonTextOnly);
    button->setAutoRaise(true);
    button->setMinimumSize(84, 34);
    button->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    button->setFocusPolicy(Qt::TabFocus);
    button->setAccessibleName(page->title());
    m_rail->addWidget(button);

    if (!page->pageActions().isEmpty()) {
        QMenu* menu = menuBar()->addMenu(page->title());
        menu->setToolTipsVisible(true);
        menu->addActions(page->pageActions());
    }
}

void MainWindow::showPage(const QString& name) {
    for (Page* page : m_pages) {
        if (page->objectName() == name) {
            m_stack->setCurrentWidget(page);
            for (QAction* action : m_pageActions->actions()) {
                action->setChecked(action->objectName() == QStringLiteral("show_") + name);
            }
            refreshTitle();
        }
    }
}

QString MainWindow::currentPage() const {
    return m_stack->currentWidget() == nullptr ? QString() : m_stack->currentWidget()->objectName();
}

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
    const auto enable = [=, this] {
        const RunState state = m_session->runState();
        start->setEnabled(state == RunState::Idle && !m_session->modelFolder().isEmpty());
        pause->setEnabled(state == RunState::Running || state == RunState::Paused);
        cancel->setEnabled(state != RunState::Idle);
    };
    connect(m_session, &Session::runStateChanged, this, enable);
    connect(m_session, &Session::modelChanged, this, enable);
    enable();
}

void MainWindow::buildHelpMenu() {
    QMenu* help = menuBar()->addMenu(tr("&Help"));
    help->setToolTipsVisible(true);
    addAction(help, QStringLiteral("shortcuts"), tr("&Keyboard shortcuts"), tr("Lists the keys of all actions"),
              QKeySequence(Qt::Key_F1), [this] { showShortcuts(); });
    addAction(help, QStringLiteral("about"), tr("&About Salient Studio"), tr("Version and licences"), {}, [this] {
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

QList<QAction*> MainWindow::allActions() const {
    QList<QAction*> actions;
    const auto visit = [&](const auto& self, const QMenu* menu) -> void {
        for (QAction* action : menu->actions()) {
            if (action->menu() != nullptr) {
                self(self, action->menu());
            } else if (!action->isSeparator()) {
                actions.append(action);
            }
        }
    };
    for (const QAction* top : menuBar()->actions()) {
        if (top->menu() != nullptr) {
            visit(visit, top->menu());
        }
    }
    return actions;
}

QString MainWindow::openDropped(const QString& path) {
    const QFileInfo info(path);
    const QDir folder(info.isDir() ? path : info.absolutePath());
    if (folder.exists(QStringLiteral("events.jsonl"))) {
        m_session->openRun(folder.absolutePath());
        showPage(QStringLiteral("run"));
        return {};
    }
    if (folder.exists(QStringLiteral("config.json"))) {
        m_session->openModel(folder.absolutePath());
        showPage(QStringLiteral("model"));
        return {};
    }
    return tr("%1 is neither a model (a folder with config.json and safetensors files) nor a recorded run (a folder "
              "with "
              "events.jsonl); nothing was opened.")
        .arg(path);
}

void MainWindow::dragEnterEvent(QDragEnterEvent* event) {
    if (event->mimeData()->hasUrls()) {
        event->acceptProposedAction();
    }
}

void MainWindow::dropEvent(QDropEvent* event) {
    for (const QUrl& url : event->mimeData()->urls()) {
        const QString problem = url.isLocalFile() ? openDropped(url.toLocalFile())
                                                  : tr("%1 is not on this machine.").arg(url.toDisplayString());
        if (!problem.isEmpty()) {
            m_error->showFailure({"drop.unknown", problem.toStdString(), 2}, tr("Opening what was dropped"));
        }
    }
}

void MainWindow::refreshTitle() {
    const QString model = m_session->modelName();
    const QString dirty = m_session->undoStack().isClean() ? QString() : QStringLiteral("*");
    setWindowTitle(model.isEmpty() ? tr("Salient Studio") : tr("%1%2 · Salient Studio").arg(model, dirty));
}

void MainWindow::restoreLayout() {
    resize(1180, 720);
    restoreGeometry(m_settings.bytes(QStringLiteral("window")));
    for (Page* page : m_pages) {
        const QByteArray layout = m_settings.bytes(QStringLiteral("layout_") + page->objectName());
        if (!layout.isEmpty() && !page->restoreState(layout)) {
            page->resetLayout();
            Q_EMIT m_session->said(
                tr("The stored layout of “%1” does not fit any more; the first one holds.").arg(page->title()));
        }
    }
}

void MainWindow::saveLayout() {
    m_settings.setBytes(QStringLiteral("window"), saveGeometry());
    for (const Page* page : m_pages) {
        m_settings.setBytes(QStringLiteral("layout_") + page->objectName(), page->saveState());
    }
    m_settings.save();
}

void MainWindow::closeEvent(QCloseEvent* event) {
    const RunState state = m_session->runState();
    if (state == RunState::Running || state == RunState::Paused) {
        const auto answer = QMessageBox::question(
            this, tr("A run is going on"),
            tr("Closing the window cancels the run; nothing is written under the final name. Close?"));
        if (answer != QMessageBox::Yes) {
            event->ignore();
            return;
        }
    }
    saveLayout();
    event->accept();
}

} // namespace salient::ui
