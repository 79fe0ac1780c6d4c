// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/study/study_panel.h"

#include "core/json_fields.h"
#include "ui/json_values.h"
#include "ui/plots/chart_export.h"
#include "ui/settings.h"
#include "ui/study/study_charts_view.h"
#include "ui/study/study_form.h"
#include "ui/study/study_progress.h"
#include "ui/study/study_table_view.h"
#include "ui/text.h"
#include "ui/widgets/empty_state.h"
#include "ui/widgets/named.h"

#include <QAction>
#include <QBoxLayout>
#include <QClipboard>
#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QGuiApplication>
#include <QLabel>
#include <QLocale>
#include <QMenu>
#include <QPushButton>
#include <QScrollArea>
#include <QSplitter>
#include <QStackedWidget>

#include <algorithm>

namespace salient::ui {

namespace {
enum Part { Nothing, Form, Figures };

QString recentKey() {
    return QStringLiteral("recent_studies");
}

/// Arguments of the study that was started last.
QString lastStudyKey() {
    return QStringLiteral("last_study");
}
} // namespace

StudyPanel::StudyPanel(Session& session, Settings& settings, QWidget* parent)
    : QWidget(parent), m_session(session), m_settings(settings), m_study(new OpenStudy(session, this)),
      m_stack(new QStackedWidget), m_form(new StudyForm(session, *m_study)), m_head(new QLabel),
      m_table(new StudyTableView), m_charts(new StudyChartsView) {
    buildCommands();
    auto* empty = new EmptyState(tr("No study is open"),
                                 tr("A study sets many ways to quantise one model beside each other: methods, bits, "
                                    "group sizes, calibration texts and numbers of samples, each with its size and "
                                    "quality. Open the folder of one, or measure one."),
                                 tr("New study"));
    empty->button()->setObjectName(QStringLiteral("studyFirst"));
    connect(empty->button(), &QPushButton::clicked, this, &StudyPanel::showNew);
    m_stack->addWidget(empty);
    auto* scroll = new QScrollArea; // the form is higher than a small window
    scroll->setWidget(m_form);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setFocusPolicy(Qt::NoFocus);
    m_stack->addWidget(scroll);
    m_stack->addWidget(buildFigures());
    m_head->setObjectName(QStringLiteral("studyHead"));
    m_head->setTextFormat(Qt::PlainText);
    m_head->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    auto* all = new QVBoxLayout(this);
    all->setContentsMargins(8, 6, 8, 4);
    all->addWidget(buildBar());
    all->addWidget(m_head);
    all->addWidget(new StudyProgress(*m_study));
    all->addWidget(m_stack, 1);
    connect(m_form, &StudyForm::startWanted, this, &StudyPanel::start);
    connect(m_form, &StudyForm::leaveWanted, this, [this] { m_stack->setCurrentIndex(Figures); });
    connect(m_study, &OpenStudy::changed, this, &StudyPanel::refresh);
    connect(m_study, &OpenStudy::progressed, this, [this] {
        if (!m_study->measuring() && !m_study->record() && m_stack->currentIndex() == Figures) {
            m_stack->setCurrentIndex(Form); // it failed before its first figures: what was asked for can be changed
        }
        refreshCommands();
    });
    refresh();
}

QAction* StudyPanel::addCommand(const char* name, const QString& words, const QString& tip,
                                void (StudyPanel::*does)()) {
    auto* action = new QAction(words, this);
    action->setObjectName(QString::fromLatin1(name));
    action->setToolTip(tip);
    connect(action, &QAction::triggered, this, &StudyPanel::sightWanted);
    connect(action, &QAction::triggered, this, does);
    m_commands.append(action);
    return action;
}

void StudyPanel::buildCommands() {
    addCommand("studyOpen", tr("Open study…"), tr("Opens the folder of a study"), &StudyPanel::askForFolder);
    addCommand("studyNew", tr("New study…"), tr("Shows what a study needs"), &StudyPanel::showNew);
    m_missing = addCommand("studyMissing", tr("Continue…"),
                           tr("Shows the settings of this study, to measure those that are missing or others beside "
                              "them"),
                           &StudyPanel::showMissing);
    m_copy = addCommand("studyCopy", tr("Copy table"), tr("Copies the selected lines, or all, as text"),
                        &StudyPanel::copyTable);
    m_copy->setShortcut(QKeySequence::Copy);
    m_copy->setShortcutContext(Qt::WidgetShortcut); // only where the table has the keys
    m_table->addAction(m_copy);
    m_save = addCommand("studySave", tr("Save table…"), tr("Saves all lines as CSV"), &StudyPanel::askForFile);
}

QWidget* StudyPanel::buildBar() {
    auto* bar = new QWidget;
    auto* row = new QHBoxLayout(bar);
    row->setContentsMargins(0, 0, 0, 0);
    for (QAction* action : m_commands) {
        auto* button = named(new QPushButton(action->text()), action->objectName() + QStringLiteral("Button"),
                             action->text(), action->toolTip());
        connect(button, &QPushButton::clicked, action, &QAction::trigger);
        connect(action, &QAction::enabledChanged, button, &QPushButton::setEnabled);
        row->addWidget(button);
    }
    auto* recent = named(new QPushButton(tr("Recent")), QStringLiteral("studyRecent"), tr("Recent studies"),
                         tr("Studies that were opened here"));
    auto* menu = new QMenu(recent);
    menu->setToolTipsVisible(true);
    recent->setMenu(menu);
    connect(menu, &QMenu::aboutToShow, this, [this, menu] { fillRecent(*menu); });
    row->insertWidget(1, recent);
    row->addStretch(1);
    return bar;
}

QWidget* StudyPanel::buildFigures() {
    auto* figures = new QSplitter(Qt::Vertical);
    figures->addWidget(m_table);
    figures->addWidget(m_charts);
    figures->setChildrenCollapsible(false);
    figures->setSizes({1000, 1300}); // shares, not pixels
    return figures;
}

void StudyPanel::fillRecent(QMenu& menu) {
    menu.clear();
    for (const QString& folder : m_settings.list(recentKey())) {
        QAction* action = menu.addAction(folder);
        action->setEnabled(QFileInfo(folder).isDir());
        action->setToolTip(action->isEnabled() ? folder : tr("%1 is not there any more").arg(folder));
        connect(action, &QAction::triggered, this, [this, folder] { open(folder); });
    }
    if (menu.isEmpty()) {
        menu.addAction(tr("No study was opened yet"))->setEnabled(false);
    }
}

void StudyPanel::askForFolder() {
    const QString folder = QFileDialog::getExistingDirectory(this, tr("Open the folder of a study"),
                                                             m_settings.list(recentKey()).value(0));
    if (!folder.isEmpty()) {
        open(folder);
    }
}

void StudyPanel::open(const QString& folder) {
    if (m_study->open(QDir(folder).absolutePath())) {
        m_settings.addToList(recentKey(), m_study->folder());
        m_stack->setCurrentIndex(Figures);
    }
    Q_EMIT sightWanted();
}

void StudyPanel::start(const WantedStudy& wanted) {
    WantedStudy absolute = wanted;
    absolute.output = QDir(text(wanted.output)).absolutePath().toStdString();
    m_settings.setValue(lastStudyKey(), text(studyArguments(absolute)));
    m_settings.addToList(recentKey(), text(absolute.output));
    m_stack->setCurrentIndex(Figures);
    m_study->start(absolute);
}

// The open model, and the texts of the last study: they are rarely others.
WantedStudy StudyPanel::usual() const {
    WantedStudy wanted;
    if (const auto last = studyFromArguments(m_settings.value(lastStudyKey()).toStdString())) {
        wanted = *last;
        wanted.output.clear();
    }
    if (m_session.modelFolder().isEmpty() || m_session.modelQuantized()) {
        return wanted;
    }
    wanted.model = m_session.modelFolder().toStdString();
    const QDir beside = QFileInfo(text(m_session.recipe().output.string())).absoluteDir();
    wanted.output = beside.filePath(m_session.modelName() + QStringLiteral("-study")).toStdString();
    if (!m_session.inspection().empty()) {
        const Json sizes = jsonFromText(m_session.inspection()).value("sizes", Json::object());
        if (const qint64 positions = countAt(sizes, "max_positions"); positions > 0) {
            wanted.windowLength = std::min<int64_t>(wanted.windowLength, positions);
            wanted.sampleLength = std::min<int64_t>(wanted.sampleLength, positions);
        }
    }
    return wanted;
}

void StudyPanel::showNew() {
    m_form->show(usual());
    m_stack->setCurrentIndex(Form);
}

// Of a record's settings only the lists are shown, which may combine to more than was asked for; of the study that was
// started last, the request itself is known.
void StudyPanel::showMissing() {
    if (!m_study->record()) {
        return;
    }
    const auto last = studyFromArguments(m_settings.value(lastStudyKey()).toStdString());
    const bool known = last && text(last->output) == m_study->folder();
    m_form->show(known ? *last : wantedFrom(*m_study->record(), m_study->folder().toStdString()));
    m_stack->setCurrentIndex(Form);
}

void StudyPanel::copyTable() {
    QGuiApplication::clipboard()->setText(m_table->asText());
    Q_EMIT m_session.said(tr("The table is copied."));
}

void StudyPanel::askForFile() {
    const QString file = QFileDialog::getSaveFileName(
        this, tr("Save the table"), QDir(m_study->folder()).filePath(QStringLiteral("study.csv")), tr("CSV (*.csv)"));
    if (!file.isEmpty()) {
        saveTable(file);
    }
}

void StudyPanel::saveTable(const QString& file) {
    const QString problem =
        saveText(QByteArray::fromStdString(m_study->record() ? studyToCsv(*m_study->record()) : std::string()), file);
    if (problem.isEmpty()) {
        Q_EMIT m_session.said(tr("The table is written to %1.").arg(file));
    } else {
        Q_EMIT m_session.failed({"study.not_saved", problem.toStdString(), 3}, tr("Saving the table"));
    }
}

void StudyPanel::refresh() {
    const StudyRecord* record = m_study->record() ? &*m_study->record() : nullptr;
    m_table->showStudy(record);
    m_charts->showStudy(record);
    m_head->setText(headWords());
    m_head->setToolTip(m_study->folder().toHtmlEscaped());
    m_head->setVisible(record != nullptr);
    refreshCommands();
}

QString StudyPanel::headWords() const {
    if (!m_study->record()) {
        return {};
    }
    const StudyRecord& record = *m_study->record();
    const QString measured = record.missing.empty()
                                 ? tr("%n setting(s) measured", nullptr, static_cast<int>(record.entries.size()))
                                 : tr("%1 of %2 settings measured").arg(record.entries.size()).arg(record.planned());
    return tr("%1 on %2 windows of %3 tokens of %4 · %5")
        .arg(QFileInfo(text(record.model)).fileName(), QLocale().toString(record.windows),
             QLocale().toString(record.windowLength), QFileInfo(text(record.text)).fileName(), measured);
}

void StudyPanel::refreshCommands() {
    const bool there = m_study->record().has_value();
    m_missing->setEnabled(there && !m_study->measuring());
    m_copy->setEnabled(there);
    m_save->setEnabled(there);
}

} // namespace salient::ui
