// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/study/study_progress.h"

#include "ui/study/open_study.h"
#include "ui/widgets/named.h"

#include <QBoxLayout>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>

namespace salient::ui {

static constexpr qsizetype kShownNotes = 2; ///< the figures need the room; the tool tip has them all

StudyProgress::StudyProgress(OpenStudy& study, QWidget* parent)
    : QWidget(parent), m_study(study), m_bar(new QProgressBar), m_words(new QLabel), m_notes(new QLabel),
      m_work(new QWidget) {
    m_bar->setObjectName(QStringLiteral("studyBar"));
    m_bar->setAccessibleName(tr("Progress of the study"));
    m_bar->setRange(0, 1000);
    m_bar->setMaximumWidth(260);
    m_words->setObjectName(QStringLiteral("studyWords"));
    m_words->setTextFormat(Qt::PlainText);
    m_words->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred); // a long name does not widen the window
    m_notes->setObjectName(QStringLiteral("studyNotes"));
    m_notes->setTextFormat(Qt::PlainText);
    m_notes->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_notes->setWordWrap(true);
    auto* cancel = named(new QPushButton(tr("Cancel")), QStringLiteral("studyCancel"), tr("Cancel the study"),
                         tr("Stops; the settings that were measured are kept, and the study can go on later"));
    connect(cancel, &QPushButton::clicked, &study, &OpenStudy::cancel);
    auto* row = new QHBoxLayout(m_work);
    row->setContentsMargins(0, 0, 0, 0);
    row->addWidget(m_bar);
    row->addWidget(m_words, 1);
    row->addWidget(cancel);
    auto* all = new QVBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    all->addWidget(m_work);
    all->addWidget(m_notes);
    connect(&study, &OpenStudy::progressed, this, &StudyProgress::refresh);
    refresh();
}

void StudyProgress::refresh() {
    m_work->setVisible(m_study.measuring());
    m_bar->setValue(static_cast<int>(1000.0 * m_study.fraction()));
    m_words->setText(m_study.words());
    m_words->setToolTip(m_study.words().toHtmlEscaped());
    const QStringList& notes = m_study.notes();
    QString shown = notes.mid(0, kShownNotes).join(QLatin1Char('\n'));
    if (notes.size() > kShownNotes) {
        shown += QLatin1Char(' ') + tr("(and %1 more)").arg(notes.size() - kShownNotes);
    }
    m_notes->setText(shown);
    m_notes->setToolTip(
        notes.join(QLatin1Char('\n')).toHtmlEscaped().replace(QLatin1Char('\n'), QStringLiteral("<br>")));
    m_notes->setVisible(!notes.isEmpty());
}

} // namespace salient::ui
