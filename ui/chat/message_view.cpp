// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/chat/message_view.h"

#include "ui/chat/message_text.h"
#include "ui/widgets/named.h"

#include <QBoxLayout>
#include <QClipboard>
#include <QGuiApplication>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QToolButton>

namespace salient::ui {

MessageView::MessageView(const QString& prefix, int number, const Turn& turn, QWidget* parent)
    : QFrame(parent), m_prefix(QStringLiteral("%1_%2_").arg(prefix).arg(number)), m_number(number), m_source(turn.text),
      m_state(turn.state) {
    setObjectName(m_prefix + QStringLiteral("view"));
    setAutoFillBackground(true);
    setBackgroundRole(turn.fromUser ? QPalette::Button : QPalette::Base);
    m_text = named(new MessageText(this), m_prefix + QStringLiteral("text"),
                   turn.fromUser ? tr("Your message") : tr("Reply"), tr("Select with mouse or keys to copy a part"));
    m_text->showPlain(turn.text);
    if (!turn.fromUser && turn.state != TurnState::Streaming) {
        m_text->showMarkdown(turn.text);
    }
    auto* all = new QVBoxLayout(this);
    all->setContentsMargins(8, 3, 8, 6);
    all->setSpacing(2);
    buildHead(turn.fromUser);
    all->addWidget(m_text);
}

QToolButton* MessageView::button(const QString& name, const QString& sign, const QString& words, const QString& tip) {
    auto* made = named(new QToolButton(this), m_prefix + name, words, tip);
    made->setText(sign);
    made->setAutoRaise(true);
    return made;
}

void MessageView::buildHead(bool fromUser) {
    m_who = new QLabel(this);
    QFont bold = m_who->font();
    bold.setBold(true);
    m_who->setFont(bold);
    m_versions = new QLabel(this);
    m_older = button(QStringLiteral("older"), QStringLiteral("‹"), tr("Older version"), tr("Shows the version before"));
    m_newer = button(QStringLiteral("newer"), QStringLiteral("›"), tr("Newer version"), tr("Shows the version after"));
    m_copy = button(QStringLiteral("copy"), tr("Copy"), tr("Copy message"), tr("Copies the text of this message"));
    m_edit = button(QStringLiteral("edit"), tr("Edit"), tr("Edit message"),
                    fromUser ? tr("Asks again with another text; this one stays as a version")
                             : tr("Puts words into the model's mouth; this one stays as a version"));
    auto* head = new QHBoxLayout;
    head->setSpacing(0);
    head->addWidget(m_who);
    head->addStretch(1);
    head->addWidget(m_older);
    head->addWidget(m_versions);
    head->addWidget(m_newer);
    head->addWidget(m_copy);
    head->addWidget(m_edit);
    if (!fromUser) {
        m_again = button(QStringLiteral("again"), tr("Again"), tr("Make the reply again"),
                         tr("Asks for another reply; this one stays as a version"));
        head->addWidget(m_again);
        connect(m_again, &QToolButton::clicked, this, [this] { Q_EMIT regenerateWanted(m_number); });
    }
    static_cast<QVBoxLayout*>(layout())->addLayout(head);
    connect(m_older, &QToolButton::clicked, this, [this] { Q_EMIT versionWanted(m_number, m_version - 1); });
    connect(m_newer, &QToolButton::clicked, this, [this] { Q_EMIT versionWanted(m_number, m_version + 1); });
    connect(m_copy, &QToolButton::clicked, this, [this] { QGuiApplication::clipboard()->setText(m_source); });
    connect(m_edit, &QToolButton::clicked, this, &MessageView::beginEdit);
}

void MessageView::append(const QString& text) {
    m_source += text;
    m_text->append(text);
}

void MessageView::showState(const Turn& turn, int index, int count) {
    QString who = turn.fromUser ? tr("You") : tr("Model");
    switch (turn.state) {
    case TurnState::Stopped:
        who = tr("Model · stopped");
        break;
    case TurnState::Failed:
        who = tr("Model · no reply");
        break;
    case TurnState::Streaming:
        who = tr("Model · writing…");
        break;
    case TurnState::Complete:
        break;
    }
    m_who->setText(who);
    m_version = index;
    m_versions->setText(tr("%1/%2").arg(index + 1).arg(count));
    m_older->setEnabled(index > 0);
    m_newer->setEnabled(index + 1 < count);
    for (QWidget* part :
         {static_cast<QWidget*>(m_versions), static_cast<QWidget*>(m_older), static_cast<QWidget*>(m_newer)}) {
        part->setVisible(count > 1);
    }
    // A stopped text freezes as it stands; it is formatted when the conversation is shown anew.
    if (m_state == TurnState::Streaming && turn.state == TurnState::Complete && !turn.fromUser) {
        m_text->showMarkdown(turn.text);
    }
    m_state = turn.state;
}

void MessageView::setChangeable(bool changeable) {
    m_edit->setEnabled(changeable);
    if (m_again != nullptr) {
        m_again->setEnabled(changeable);
    }
    if (!changeable) {
        m_older->setEnabled(false);
        m_newer->setEnabled(false);
    }
}

void MessageView::beginEdit() {
    if (m_editor != nullptr) {
        return;
    }
    m_editor = named(new QPlainTextEdit(m_source, this), m_prefix + QStringLiteral("editor"), tr("Text of the message"),
                     tr("The new text of this message"));
    m_editor->setTabChangesFocus(true);
    m_editor->setFixedHeight(std::clamp(m_text->height() + 16, 56, 240));
    m_editRow = new QWidget(this);
    auto* keep = named(new QPushButton(m_again == nullptr ? tr("Send again") : tr("Keep")),
                       m_prefix + QStringLiteral("keep"), tr("Use the new text"), tr("Makes a version with this text"));
    auto* drop = named(new QPushButton(tr("Cancel")), m_prefix + QStringLiteral("drop"), tr("Leave it as it was"),
                       tr("Leaves the message as it was"));
    auto* row = new QHBoxLayout(m_editRow);
    row->setContentsMargins(0, 0, 0, 0);
    row->addStretch(1);
    row->addWidget(keep);
    row->addWidget(drop);
    layout()->addWidget(m_editor);
    layout()->addWidget(m_editRow);
    m_text->hide();
    m_editor->setFocus();
    connect(keep, &QPushButton::clicked, this, [this] { endEdit(true); });
    connect(drop, &QPushButton::clicked, this, [this] { endEdit(false); });
}

void MessageView::endEdit(bool keep) {
    const QString text = m_editor->toPlainText();
    m_editor->deleteLater();
    m_editRow->deleteLater();
    m_editor = nullptr;
    m_editRow = nullptr;
    m_text->show();
    if (keep && text != m_source) {
        Q_EMIT edited(m_number, text); // may end this view
    }
}

} // namespace salient::ui
