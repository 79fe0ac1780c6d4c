// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/study/study_form.h"

#include "kernels/error.h"
#include "ui/study/study_fields.h"
#include "ui/text.h"
#include "ui/widgets/named.h"

#include <QBoxLayout>
#include <QClipboard>
#include <QFileInfo>
#include <QGuiApplication>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>

namespace salient::ui {

StudyForm::StudyForm(Session& session, OpenStudy& study, QWidget* parent)
    : QWidget(parent), m_session(session), m_study(study), m_fields(new StudyFields), m_words(new QLabel),
      m_command(named(new QPlainTextEdit, QStringLiteral("studyCommand"), tr("The same as a command line"),
                      tr("What to type in a terminal for the same study"))) {
    auto* title = new QLabel(tr("<b>Study a model</b>"));
    auto* what = new QLabel(tr("Quantises the model in every combination of what stands in the lists and measures each "
                               "on a text of yours. It can be stopped, and goes on in the same folder later."));
    what->setWordWrap(true);
    m_fields->setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Maximum); // rows stay together in a high window
    m_words->setObjectName(QStringLiteral("studyCount"));
    m_words->setTextFormat(Qt::PlainText);
    m_words->setWordWrap(true);
    m_command->setReadOnly(true);
    m_command->setTabChangesFocus(true);
    m_command->setMaximumHeight(m_command->fontMetrics().height() * 5);
    auto* all = new QVBoxLayout(this);
    for (QWidget* widget : {static_cast<QWidget*>(title), static_cast<QWidget*>(what), static_cast<QWidget*>(m_fields),
                            static_cast<QWidget*>(m_words), buildButtons(), static_cast<QWidget*>(m_command)}) {
        all->addWidget(widget);
    }
    all->addStretch(1);
    connect(m_fields, &StudyFields::edited, this, &StudyForm::refresh);
    connect(&study, &OpenStudy::progressed, this, &StudyForm::refresh);
    connect(&study, &OpenStudy::changed, this, [this] {
        m_folder.clear(); // its figures may be newer
        refresh();
    });
}

QWidget* StudyForm::buildButtons() {
    m_start = named(new QPushButton(tr("Start")), QStringLiteral("studyStart"), tr("Start the study"),
                    tr("Measures the settings that the folder does not have yet"));
    m_start->setDefault(true);
    m_back = named(new QPushButton(tr("Back to the figures")), QStringLiteral("studyBack"), tr("Back to the figures"),
                   tr("Shows the study that is there"));
    auto* copy = named(new QPushButton(tr("Copy command")), QStringLiteral("studyCommandCopy"), tr("Copy command"),
                       tr("Copies the command line"));
    connect(m_start, &QPushButton::clicked, this, [this] { Q_EMIT startWanted(m_fields->wanted()); });
    connect(m_back, &QPushButton::clicked, this, &StudyForm::leaveWanted);
    connect(copy, &QPushButton::clicked, this,
            [this] { QGuiApplication::clipboard()->setText(m_command->toPlainText()); });
    auto* box = new QWidget;
    auto* row = new QHBoxLayout(box);
    row->setContentsMargins(0, 0, 0, 0);
    for (QPushButton* button : {m_start, m_back, copy}) {
        row->addWidget(button);
    }
    row->addStretch(1);
    return box;
}

void StudyForm::show(const WantedStudy& wanted) {
    m_fields->show(wanted);
    m_folder.clear();
    refresh();
}

void StudyForm::showEvent(QShowEvent* event) {
    QWidget::showEvent(event);
    m_folder.clear(); // somebody else may have measured there
    refresh();
}

void StudyForm::followFolder(const QString& folder) {
    if (folder == m_folder) {
        return;
    }
    m_folder = folder;
    m_there.reset();
    m_broken.clear();
    if (folder.isEmpty() || !QFileInfo::exists(text(studyFile(folder.toStdString()).string()))) {
        return;
    }
    try {
        m_there = readStudy(folder.toStdString());
    } catch (const Error& error) {
        m_broken = text(error.what());
    }
}

QString StudyForm::countWords(const WantedStudy& wanted) const {
    const int all = static_cast<int>(settingsOf(wanted).size());
    const int missing = m_there ? missingSettings(wanted, *m_there) : all;
    const QString words = tr("%n setting(s) will be measured", nullptr, missing);
    return missing == all
               ? words + QLatin1Char('.')
               : words + QStringLiteral("; ") + tr("%n is (are) in the folder already.", nullptr, all - missing);
}

void StudyForm::refresh() {
    const WantedStudy wanted = m_fields->wanted();
    followFolder(text(wanted.output));
    const QString problem = m_broken.isEmpty() ? m_fields->problem() : m_broken;
    const bool busy = m_study.measuring();
    m_fields->setEnabled(!busy);
    m_start->setEnabled(!busy && problem.isEmpty());
    m_back->setVisible(m_study.record().has_value() || busy);
    m_words->setText(!problem.isEmpty() ? problem : busy ? tr("A study is being measured.") : countWords(wanted));
    const QString command = problem.isEmpty() ? studyCommandLine(wanted) : QString();
    if (m_command->toPlainText() != command) { // else a selection in it would go with every step of a measurement
        m_command->setPlainText(command);
    }
}

} // namespace salient::ui
