// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/status_strip.h"

#include "ui/text.h"

#include <QBoxLayout>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>

namespace salient::ui {

StatusStrip::StatusStrip(Session& session, QWidget* parent)
    : QWidget(parent), m_session(session), m_state(new QLabel(this)), m_item(new QLabel(this)),
      m_bar(new QProgressBar(this)), m_left(new QLabel(this)), m_memory(new QLabel(this)),
      m_pause(new QPushButton(tr("Pause"), this)), m_cancel(new QPushButton(tr("Cancel"), this)) {
    setObjectName(QStringLiteral("statusStrip"));
    m_state->setObjectName(QStringLiteral("statusState"));
    m_item->setObjectName(QStringLiteral("statusItem"));
    m_item->setTextFormat(Qt::PlainText);
    m_item->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    m_bar->setRange(0, 1000);
    m_bar->setMaximumWidth(220);
    m_bar->setAccessibleName(tr("Share of the run that is done"));
    m_pause->setObjectName(QStringLiteral("statusPause"));
    m_pause->setToolTip(tr("Holds the run between two steps; nothing is lost"));
    m_cancel->setObjectName(QStringLiteral("statusCancel"));
    m_cancel->setAccessibleName(tr("Cancel the run"));
    m_cancel->setToolTip(tr("Ends the run; nothing is written under the final name"));
    connect(m_cancel, &QPushButton::clicked, &session, &Session::cancelRun);
    connect(m_pause, &QPushButton::clicked, this,
            [this] { m_session.pauseRun(m_session.runState() == RunState::Running); });

    auto* all = new QHBoxLayout(this);
    all->setContentsMargins(8, 3, 8, 3);
    all->addWidget(m_state);
    all->addWidget(m_item, 1);
    all->addWidget(m_left);
    all->addWidget(m_bar);
    all->addWidget(m_memory);
    all->addWidget(m_pause);
    all->addWidget(m_cancel);
    connect(&session, &Session::runStateChanged, this, &StatusStrip::refresh);
    connect(&session, &Session::said, this, [this](const QString& sentence) {
        m_item->setText(sentence);
        m_item->setToolTip(sentence);
    });
    connect(&session, &Session::recordChanged, this, [this](const QSet<int>& parts) {
        if (holds(parts, {RecordPart::Progress, RecordPart::State})) {
            refreshProgress();
        }
    });
    refresh();
}

void StatusStrip::refresh() {
    const RunState state = m_session.runState();
    const bool running = state == RunState::Running || state == RunState::Paused;
    switch (state) {
    case RunState::Idle:
        m_state->setText(tr("Ready"));
        break;
    case RunState::Running:
        m_state->setText(tr("Running"));
        break;
    case RunState::Paused:
        m_state->setText(tr("Paused"));
        break;
    case RunState::Replaying:
        m_state->setText(tr("Reading a recorded run"));
        break;
    }
    m_pause->setText(state == RunState::Paused ? tr("Resume") : tr("Pause"));
    m_pause->setAccessibleName(state == RunState::Paused ? tr("Resume the run") : tr("Pause the run"));
    m_pause->setVisible(running);
    m_cancel->setVisible(state != RunState::Idle);
    m_bar->setVisible(running);
    m_left->setVisible(running);
    m_memory->setVisible(running);
    refreshProgress();
}

// A range, since the blocks of a model do not all take the same time; it narrows as the end comes near.
QString StatusStrip::timeLeft() const {
    const Progress& progress = m_session.record().progress();
    if (progress.secondsLeft < 0.0) {
        return tr("time left: measuring");
    }
    const double spread = 0.05 + 0.2 * (1.0 - progress.fraction);
    const QString low = durationText(progress.secondsLeft * (1.0 - spread));
    const QString high = durationText(progress.secondsLeft * (1.0 + spread));
    return low == high ? tr("%1 left").arg(low) : tr("%1 to %2 left").arg(low, high);
}

void StatusStrip::refreshProgress() {
    const RunState state = m_session.runState();
    if (state != RunState::Running && state != RunState::Paused) {
        return;
    }
    const Progress& progress = m_session.record().progress();
    m_item->setText(text(progress.item));
    m_bar->setValue(static_cast<int>(progress.fraction * 1000.0));
    m_left->setText(timeLeft());
    if (m_session.record().started()) {
        m_memory->setText(tr("memory up to %1").arg(bytesText(m_session.record().started()->plannedPeakBytes)));
    }
}

} // namespace salient::ui
