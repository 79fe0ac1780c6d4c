// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/history/run_notes.h"

#include <QBoxLayout>
#include <QEvent>
#include <QLabel>
#include <QPlainTextEdit>

namespace salient::ui {

static constexpr int kPauseMilliseconds = 800; ///< between the last letter and the disk

RunNotes::RunNotes(QWidget* parent) : QWidget(parent), m_facts(new QLabel), m_field(new QPlainTextEdit) {
    m_facts->setObjectName(QStringLiteral("runFacts"));
    m_facts->setWordWrap(true);
    m_facts->setTextFormat(Qt::RichText);
    m_facts->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_facts->setAlignment(Qt::AlignTop);
    m_field->setObjectName(QStringLiteral("runNotes"));
    m_field->setAccessibleName(tr("Notes of the selected run"));
    m_field->setToolTip(tr("Your words beside this run; kept in its folder as notes.txt"));
    m_field->setTabChangesFocus(true);
    m_field->installEventFilter(this);
    m_pause.setSingleShot(true);
    m_pause.setInterval(kPauseMilliseconds);
    connect(&m_pause, &QTimer::timeout, this, &RunNotes::flush);
    connect(m_field, &QPlainTextEdit::textChanged, this, [this] {
        m_untold = true;
        m_pause.start();
    });
    auto* all = new QVBoxLayout(this);
    all->setContentsMargins(6, 4, 6, 6);
    all->addWidget(m_facts);
    all->addWidget(m_field, 1);
    setMinimumWidth(190);
    showNothing();
}

void RunNotes::showRun(const QString& folder, const QString& facts, const QString& notes) {
    m_facts->setText(facts);
    m_field->setEnabled(true);
    m_field->setPlaceholderText(tr("Notes: why this run, what it showed"));
    if (folder == m_folder && m_untold) {
        return;
    }
    flush();
    m_folder = folder;
    if (m_field->toPlainText().trimmed() != notes.trimmed()) {
        const QSignalBlocker quiet(m_field);
        m_field->setPlainText(notes);
    }
}

void RunNotes::showNothing() {
    flush();
    m_folder.clear();
    m_facts->setText(tr("Select one run to see and write notes of it."));
    const QSignalBlocker quiet(m_field);
    m_field->clear();
    m_field->setPlaceholderText(QString());
    m_field->setEnabled(false);
}

void RunNotes::flush() {
    m_pause.stop();
    if (m_untold && !m_folder.isEmpty()) {
        m_untold = false;
        Q_EMIT edited(m_folder, m_field->toPlainText());
    }
    m_untold = false;
}

bool RunNotes::eventFilter(QObject* watched, QEvent* event) {
    if (watched == m_field && event->type() == QEvent::FocusOut) {
        flush();
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace salient::ui
