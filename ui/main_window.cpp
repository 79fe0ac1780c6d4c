// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/main_window.h"

#include "ui/pages/chat_page.h"
#include "ui/pages/data_page.h"
#include "ui/pages/diagnose_page.h"
#include "ui/pages/history_page.h"
#include "ui/pages/kernels_page.h"
#include "ui/pages/model_page.h"
#include "ui/pages/run_page.h"
#include "ui/pages/start_page.h"
#include "ui/widgets/error_card.h"
#include "ui/widgets/status_strip.h"

#include <QActionGroup>
#include <QApplication>
#include <QBoxLayout>
#include <QCloseEvent>
#include <QDir>
#include <QDropEvent>
#include <QFileInfo>
#include <QMenu>
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
    addPage(new HistoryPage(*m_session, settings), 8);
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
    connect(m_session, &Session::triedAgain, m_error, &ErrorCard::putAway);
    connect(m_session, &Session::pageWanted, this, &MainWindow::showPage);
    connect(m_session, &Session::exportWanted, this, &MainWindow::showExport);
    connect(m_session, &Session::compareWanted, this, &MainWindow::showComparison);
    connect(m_session, &Session::studyWanted, this, [this] { showPage(QStringLiteral("history")); });
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
        auto* menu = new QMenu(page->title(), menuBar());
        menuBar()->insertMenu(m_helpMenu->menuAction(), menu); // help stands last, as everywhere
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
    if (folder.exists(QStringLiteral("study.json"))) {
        Q_EMIT m_session->studyWanted(folder.absolutePath());
        return {};
    }
    if (folder.exists(QStringLiteral("config.json"))) {
        m_session->openModel(folder.absolutePath());
        showPage(QStringLiteral("model"));
        return {};
    }
    return tr("%1 is no model (a folder with config.json and safetensors files), no recorded run (with events.jsonl) "
              "and no study (with study.json); nothing was opened.")
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
        m_settings.setBytes(QStringLiteral("layout_") + page->objectName(), page->dockLayout());
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
