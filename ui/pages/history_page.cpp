// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/history_page.h"

#include "core/json_fields.h"
#include "core/report/stored_run.h"
#include "kernels/error.h"
#include "ui/history/run_comparison.h"
#include "ui/history/run_list_model.h"
#include "ui/history/run_notes.h"
#include "ui/history/run_table.h"
#include "ui/study/study_panel.h"
#include "ui/text.h"
#include "ui/widgets/empty_state.h"

#include <QAction>
#include <QBoxLayout>
#include <QDesktopServices>
#include <QDir>
#include <QDockWidget>
#include <QFileDialog>
#include <QLabel>
#include <QPushButton>
#include <QStackedWidget>
#include <QTabWidget>
#include <QTableView>
#include <QUrl>

#include <algorithm>

namespace salient::ui {

HistoryPage::HistoryPage(Session& session, Settings& settings, QWidget* parent)
    : Page(QStringLiteral("history"), tr("History"), parent), m_session(session), m_runs(new RunListModel(this)),
      m_tabs(new QTabWidget), m_stack(new QStackedWidget),
      m_empty(new EmptyState(tr("No runs yet"),
                             tr("Every run is kept: its settings, everything it measured, its result. They are listed "
                                "here to be opened, compared and reported."),
                             tr("Go to Run"))),
      m_count(new QLabel), m_offer(new QLabel), m_comparison(new RunComparison), m_notes(new RunNotes),
      m_studies(new StudyPanel(session, settings)) {
    connect(m_empty->button(), &QPushButton::clicked, this,
            [this] { Q_EMIT m_session.pageWanted(QStringLiteral("run")); });
    buildActions();
    m_table = new RunTable(*m_runs, pageActions());
    m_delete->setShortcutContext(Qt::WidgetShortcut); // only where the table has the keys
    view().addAction(m_delete);
    auto* reading = new QLabel(tr("Reading the list of runs …"));
    reading->setAlignment(Qt::AlignCenter);
    m_stack->addWidget(reading);
    m_stack->addWidget(m_empty);
    m_stack->addWidget(buildCentre());
    setCentralWidget(buildTabs());
    addDock(QStringLiteral("runNotesDock"), tr("Notes"), m_notes, Qt::RightDockWidgetArea);
    QDockWidget* comparison =
        addDock(QStringLiteral("comparisonDock"), tr("Comparison"), m_comparison, Qt::BottomDockWidgetArea);
    comparison->hide(); // until something is compared
    resizeDocks({findChild<QDockWidget*>(QStringLiteral("runNotesDock"))}, {230}, Qt::Horizontal);
    rememberLayout();
    addPartActions(m_studies->commands());
    connect(m_tabs, &QTabWidget::currentChanged, this,
            [this] { putDocksAway(m_tabs->currentWidget() == m_studies); }); // they belong to the runs

    connect(m_notes, &RunNotes::edited, this, &HistoryPage::saveNotes);
    connect(&session, &Session::runStateChanged, this, [this] {
        if (isVisible() && m_session.runState() == RunState::Idle) {
            refresh();
        }
    });
    takeSelection();
}

HistoryPage::~HistoryPage() {
    // The engine leaves with the window, maybe before this page: what it did not confirm is written here.
    disconnect(m_notes, nullptr, this, nullptr);
    disconnect(m_tabs, nullptr, this, nullptr); // tabs change while they are taken down
    connect(m_notes, &RunNotes::edited, this,
            [this](const QString& folder, const QString& notes) { m_unsaved.insert(folder, notes); });
    m_notes->flush();
    for (auto one = m_unsaved.begin(); one != m_unsaved.end(); ++one) {
        try {
            writeRunNotes(one.key().toStdString(), one.value().toStdString());
        } catch (const Error& error) {
            qWarning("%s", error.what());
        }
    }
}

QAction* HistoryPage::addCommand(const char* name, const QString& words, const QString& tip,
                                 void (HistoryPage::*does)()) {
    QAction* action = addPageAction(QString::fromLatin1(name), words, tip);
    connect(action, &QAction::triggered, this, does);
    return action;
}

void HistoryPage::buildActions() {
    m_open = addCommand("historyOpen", tr("Open"), tr("Shows the selected run on the pages Run and Diagnose"),
                        &HistoryPage::openSelected);
    m_compare =
        addCommand("historyCompare", tr("Compare"), tr("Lays the selected runs over each other and lists what differs"),
                   &HistoryPage::compareSelected);
    m_report = addCommand("historyReport", tr("Report…"),
                          tr("Writes the selected run as one HTML file with all charts and numbers"),
                          &HistoryPage::askForReport);
    m_delete = addCommand("historyDelete", tr("Delete…"), tr("Moves the selected runs to the trash"),
                          &HistoryPage::askToDelete);
    m_delete->setShortcut(QKeySequence(Qt::Key_Delete));
    QAction* again =
        addCommand("historyRefresh", tr("Refresh"), tr("Reads the list of runs again"), &HistoryPage::refresh);
    again->setShortcut(QKeySequence(Qt::Key_F5));
}

QWidget* HistoryPage::buildTabs() {
    m_tabs->setObjectName(QStringLiteral("historyTabs"));
    m_tabs->setAccessibleName(tr("Runs and studies"));
    m_tabs->setDocumentMode(true);
    m_tabs->addTab(m_stack, tr("Runs"));
    m_tabs->addTab(m_studies, tr("Studies"));
    m_tabs->setTabToolTip(0, tr("Every run of this machine"));
    m_tabs->setTabToolTip(1, tr("Many ways to quantise one model, measured beside each other"));
    connect(m_studies, &StudyPanel::sightWanted, this, [this] { m_tabs->setCurrentWidget(m_studies); });
    connect(&m_session, &Session::studyWanted, m_studies, &StudyPanel::open);
    return m_tabs;
}

QWidget* HistoryPage::buildCentre() {
    m_offer->setObjectName(QStringLiteral("historyOffer"));
    m_offer->setWordWrap(true);
    m_offer->setTextFormat(Qt::RichText);
    m_offer->setTextInteractionFlags(Qt::TextBrowserInteraction);
    m_offer->hide();
    connect(m_offer, &QLabel::linkActivated, this, [this](const QString& link) {
        if (!QDesktopServices::openUrl(QUrl(link))) {
            Q_EMIT m_session.said(tr("No program of this machine opens %1.").arg(link));
        }
    });
    m_count->setObjectName(QStringLiteral("historyCount"));
    connect(m_table, &RunTable::activated, this, &HistoryPage::openSelected);
    connect(m_table, &RunTable::selectionChanged, this, &HistoryPage::takeSelection);
    auto* centre = new QWidget;
    auto* all = new QVBoxLayout(centre);
    all->setContentsMargins(8, 6, 8, 4);
    all->addWidget(m_table, 1);
    all->addWidget(m_offer);
    all->addWidget(m_count);
    return centre;
}

QTableView& HistoryPage::view() {
    return m_table->view();
}

QStringList HistoryPage::selectedFolders() const {
    return m_table->selectedFolders();
}

void HistoryPage::refresh() {
    m_session.desk().dropWaiting(QStringLiteral("runs"));
    m_session.desk().ask(
        QStringLiteral("runs"), "{}", this, [this](const std::string& json) { takeList(json); },
        [this](const Failed& failure) { Q_EMIT m_session.failed(failure, tr("Listing the runs")); });
}

void HistoryPage::takeList(const std::string& json) {
    const QStringList selected = selectedFolders();
    const RunState state = m_session.runState();
    const bool goesOn = state == RunState::Running || state == RunState::Paused;
    const bool first = m_runs->rowCount() == 0;
    const QString problem = m_runs->show(json, goesOn ? m_session.runFolder() : QString());
    if (!problem.isEmpty()) {
        Q_EMIT m_session.failed({"runs.unreadable", problem.toStdString(), 6}, tr("Listing the runs"));
        return;
    }
    if (first) {
        view().resizeColumnsToContents();
    }
    for (int column = 0; column < m_runs->columnCount(); ++column) { // wider only: a person may have chosen
        const int wanted = static_cast<const QAbstractItemView&>(view()).sizeHintForColumn(column);
        view().setColumnWidth(column, std::max(view().columnWidth(column), wanted));
    }
    const int count = m_runs->rowCount();
    m_count->setText(count == 1 ? tr("1 run") : tr("%1 runs").arg(count));
    m_stack->setCurrentIndex(count == 0 ? 1 : 2);
    m_table->select(selected);
    takeSelection();
    Q_EMIT listed();
}

void HistoryPage::takeSelection() {
    const QStringList folders = selectedFolders();
    m_open->setEnabled(folders.size() == 1);
    m_compare->setEnabled(folders.size() >= 2);
    m_report->setEnabled(folders.size() == 1);
    m_delete->setEnabled(!folders.isEmpty());
    if (folders.size() != 1) {
        m_notes->showNothing();
        return;
    }
    const int row = m_runs->rowOf(folders.front());
    m_notes->showRun(folders.front(), factsOf(row), m_unsaved.value(folders.front(), m_runs->run(row).notes));
}

QString HistoryPage::factsOf(int row) const {
    const ListedRun& run = m_runs->run(row);
    QString facts = QStringLiteral("<b>%1</b>").arg(run.name.toHtmlEscaped());
    for (const QString& words : {run.model, run.output, run.failure, run.problem}) {
        if (!words.isEmpty()) {
            facts += QStringLiteral("<br>") + words.toHtmlEscaped();
        }
    }
    return facts;
}

void HistoryPage::openSelected() {
    const QStringList folders = selectedFolders();
    if (folders.size() == 1) {
        m_session.openRun(folders.front());
        Q_EMIT m_session.pageWanted(QStringLiteral("run"));
    }
}

void HistoryPage::compareSelected() {
    const QStringList folders = selectedFolders();
    if (folders.size() < 2) {
        Q_EMIT m_session.said(tr("Select two runs or more to compare them."));
        return;
    }
    QStringList names;
    for (const QString& folder : folders) {
        const ListedRun& run = m_runs->run(m_runs->rowOf(folder));
        names.append(names.contains(run.label()) ? run.name : run.label());
    }
    auto* dock = findChild<QDockWidget*>(QStringLiteral("comparisonDock"));
    if (dock->isHidden()) {
        dock->show();
        resizeDocks({dock}, {height() * 3 / 5}, Qt::Vertical);
    }
    m_comparison->compare(folders, names);
}

void HistoryPage::askForReport() {
    const QStringList folders = selectedFolders();
    if (folders.size() != 1) {
        return;
    }
    const QString name = m_runs->run(m_runs->rowOf(folders.front())).name + QStringLiteral(".html");
    const QString file =
        QFileDialog::getSaveFileName(this, tr("Save the report"), QDir::home().filePath(name), tr("HTML (*.html)"));
    if (!file.isEmpty()) {
        writeReport(folders.front(), file);
    }
}

void HistoryPage::writeReport(const QString& folder, const QString& file) {
    const Json arguments = {{"run", folder.toStdString()}, {"output", file.toStdString()}};
    m_session.desk().ask(
        QStringLiteral("report"), jsonToText(arguments), this,
        [this, file](const std::string&) {
            m_offer->setText(
                tr("The report is written: <a href=\"%1\">open %2</a>")
                    .arg(QUrl::fromLocalFile(file).toString(QUrl::FullyEncoded).toHtmlEscaped(), file.toHtmlEscaped()));
            m_offer->show();
            Q_EMIT m_session.said(tr("The report is written to %1.").arg(file));
            Q_EMIT reported(file);
        },
        [this](const Failed& failure) { Q_EMIT m_session.failed(failure, tr("Writing the report")); });
}

void HistoryPage::saveNotes(const QString& folder, const QString& notes) {
    m_unsaved.insert(folder, notes);
    m_runs->setNotes(folder, notes);
    const Json arguments = {{"run", folder.toStdString()}, {"text", notes.toStdString()}};
    m_session.desk().ask(
        QStringLiteral("note"), jsonToText(arguments), this,
        [this, folder, notes](const std::string&) {
            if (m_unsaved.value(folder) == notes) {
                m_unsaved.remove(folder);
            }
            Q_EMIT m_session.said(tr("The notes are saved."));
        },
        [this, folder](const Failed& failure) {
            m_unsaved.remove(folder); // the card says it; trying again would not help
            Q_EMIT m_session.failed(failure, tr("Saving notes"));
        });
}

void HistoryPage::showEvent(QShowEvent* event) {
    Page::showEvent(event);
    refresh();
}

void HistoryPage::hideEvent(QHideEvent* event) {
    m_notes->flush();
    Page::hideEvent(event);
}

} // namespace salient::ui
