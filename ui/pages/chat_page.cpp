// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/chat_page.h"

#include "ui/chat/chat_input.h"
#include "ui/chat/chat_pane.h"
#include "ui/chat/sampling_panel.h"
#include "ui/settings.h"
#include "ui/text.h"
#include "ui/widgets/named.h"

#include <QAction>
#include <QBoxLayout>
#include <QCheckBox>
#include <QClipboard>
#include <QDir>
#include <QFileInfo>
#include <QGuiApplication>
#include <QPushButton>
#include <QRandomGenerator>
#include <QScrollArea>
#include <QSplitter>

namespace salient::ui {

namespace {

constexpr quint32 kSeeds = 1'000'000; ///< short enough to be typed again

bool isModel(const QString& folder) {
    return !folder.isEmpty() && QFileInfo(QDir(folder).filePath(QStringLiteral("config.json"))).isFile();
}

/// The question of `other` that stands where `number` stands in `pane` and says the same; −1: there is none.
int counterpart(const ChatPane& pane, int number, const ChatPane& other) {
    const int depth = pane.conversation().depth(number);
    const std::vector<int> path = other.conversation().path();
    if (depth < 0 || static_cast<size_t>(depth) >= path.size()) {
        return -1;
    }
    const int found = path[static_cast<size_t>(depth)];
    const Turn& here = pane.conversation().turn(number);
    const Turn& there = other.conversation().turn(found);
    return here.fromUser && there.fromUser && here.text == there.text ? found : -1;
}

} // namespace

ChatPage::ChatPage(Session& session, Settings& settings, QWidget* parent)
    : Page(QStringLiteral("chat"), tr("Chat"), parent), m_session(session), m_settings(settings),
      m_left(new ChatPane(QStringLiteral("left"), tr("Original"), session.program())),
      m_right(new ChatPane(QStringLiteral("right"), tr("Quantised"), session.program())), m_sampling(new SamplingPanel),
      m_input(new ChatInput) {
    buildActions();
    buildCentre();
    auto* scroll = new QScrollArea;
    scroll->setObjectName(QStringLiteral("samplingScroll"));
    scroll->setWidget(m_sampling);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setFocusPolicy(Qt::NoFocus);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setMinimumWidth(m_sampling->minimumSizeHint().width() + 20);
    addDock(QStringLiteral("samplingDock"), tr("Replies"), scroll, Qt::RightDockWidgetArea);
    rememberLayout();

    connectPane(m_left, m_right);
    connectPane(m_right, m_left);
    connect(&session, &Session::modelChanged, this, &ChatPage::followSession);
    connect(&session, &Session::recordChanged, this, [this](const QSet<int>& parts) {
        if (holds(parts, {RecordPart::State})) {
            followSession();
        }
    });
    followSession();
    showState();
}

void ChatPage::buildActions() {
    const auto action = [this](const QString& name, const QString& words, const QString& tip, const QKeySequence& keys,
                               void (ChatPage::*does)()) {
        QAction* made = addPageAction(name, words, tip);
        made->setShortcut(keys);
        made->setShortcutContext(Qt::WidgetWithChildrenShortcut);
        addAction(made);
        connect(made, &QAction::triggered, this, does);
        return made;
    };
    m_stopAction = action(QStringLiteral("chatStop"), tr("Stop"), tr("Ends the replies; what was written stays"),
                          QKeySequence(Qt::Key_Escape), &ChatPage::stop);
    m_againAction =
        action(QStringLiteral("chatAgain"), tr("Make the last reply again"), tr("Another version of the last replies"),
               QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_R), &ChatPage::regenerateLast);
    m_copyAction = action(QStringLiteral("chatCopy"), tr("Copy conversation"), tr("Copies all that is shown as text"),
                          QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_C), &ChatPage::copyAll);
    m_clearAction = addPageAction(QStringLiteral("chatClear"), tr("Clear chat"), tr("Begins a new conversation"));
    connect(m_clearAction, &QAction::triggered, this, [this] {
        m_left->clear();
        m_right->clear();
        showState();
        m_input->setFocus();
    });
}

void ChatPage::buildCentre() {
    auto* panes = new QSplitter(Qt::Horizontal);
    panes->setObjectName(QStringLiteral("chatPanes"));
    panes->addWidget(m_left);
    panes->addWidget(m_right);
    panes->setChildrenCollapsible(false);
    named(m_input, QStringLiteral("chatInput"), tr("Message"), tr("Enter sends, Shift+Enter begins a new line"));
    m_input->setPlaceholderText(tr("Ask both models. Enter sends, Shift+Enter begins a new line."));
    m_send =
        named(new QPushButton(tr("Send")), QStringLiteral("chatSend"), tr("Send"), tr("Sends the message (Enter)"));
    m_stop = named(new QPushButton(tr("Stop")), QStringLiteral("chatStopButton"), tr("Stop"),
                   tr("Ends the replies; what was written stays (Esc)"));
    m_clear = named(new QPushButton(tr("Clear")), QStringLiteral("chatClearButton"), tr("Clear chat"),
                    tr("Begins a new conversation"));
    m_onePane = named(new QCheckBox(tr("One pane")), QStringLiteral("onePaneBox"), tr("One pane"),
                      tr("Shows and asks the left model only"));
    connect(m_input, &ChatInput::sendWanted, this, &ChatPage::send);
    connect(m_input, &QPlainTextEdit::textChanged, this, &ChatPage::showState);
    connect(m_send, &QPushButton::clicked, this, &ChatPage::send);
    connect(m_stop, &QPushButton::clicked, this, &ChatPage::stop);
    connect(m_clear, &QPushButton::clicked, m_clearAction, &QAction::trigger);
    connect(m_onePane, &QCheckBox::toggled, this, &ChatPage::setOnePane);
    auto* buttons = new QGridLayout;
    buttons->addWidget(m_send, 0, 0);
    buttons->addWidget(m_stop, 0, 1);
    buttons->addWidget(m_onePane, 1, 0);
    buttons->addWidget(m_clear, 1, 1);
    auto* row = new QHBoxLayout;
    row->setContentsMargins(6, 0, 6, 6);
    row->addWidget(m_input, 1);
    row->addLayout(buttons);
    auto* centre = new QWidget;
    auto* all = new QVBoxLayout(centre);
    all->setContentsMargins(0, 0, 0, 0);
    all->addWidget(panes, 1);
    all->addLayout(row);
    setCentralWidget(centre);
    m_onePane->setChecked(m_settings.value(QStringLiteral("chat_panes")) == QStringLiteral("one"));
}

void ChatPage::connectPane(ChatPane* pane, ChatPane* other) {
    connect(pane, &ChatPane::writingChanged, this, &ChatPage::showState);
    connect(pane, &ChatPane::failed, &m_session, &Session::failed);
    connect(pane, &ChatPane::inputWanted, m_input, qOverload<>(&QWidget::setFocus));
    connect(pane, &ChatPane::modelChosen, this, [this](const QString& folder) {
        m_settings.addToList(QStringLiteral("recent_models"), folder);
        offerModels();
        showState();
    });
    connect(pane, &ChatPane::regenerateWanted, this,
            [this, pane](int reply) { pane->regenerate(reply, settingsNow()); });
    connect(pane, &ChatPane::edited, this, [this, pane, other](int number, const QString& text) {
        const ChatSettings settings = settingsNow();
        const int there = counterpart(*pane, number, *other);
        pane->edit(number, text, settings);
        if (there >= 0 && other->isVisible()) {
            other->edit(there, text, settings);
        }
    });
    connect(pane, &ChatPane::versionWanted, this, [pane, other](int number, int index) {
        const int there = counterpart(*pane, number, *other);
        const bool paired =
            there >= 0 && other->isVisible() &&
            other->conversation().versions(there).size() == pane->conversation().versions(number).size();
        pane->chooseVersion(number, index);
        if (paired) {
            other->chooseVersion(there, index);
        }
    });
}

std::vector<ChatPane*> ChatPage::speakers() const {
    std::vector<ChatPane*> all;
    for (ChatPane* pane : {m_left, m_right}) {
        if (!pane->model().isEmpty() && (pane == m_left || !m_onePane->isChecked())) {
            all.push_back(pane);
        }
    }
    return all;
}

ChatSettings ChatPage::settingsNow() const {
    ChatSettings settings = m_sampling->settings();
    if (!settings.seed) {
        settings.seed = QRandomGenerator::global()->bounded(kSeeds);
    }
    return settings;
}

void ChatPage::send() {
    const QString text = m_input->toPlainText().trimmed();
    if (text.isEmpty() || m_left->writing() || m_right->writing()) {
        return;
    }
    const std::vector<ChatPane*> all = speakers();
    if (all.empty()) {
        Q_EMIT m_session.said(tr("Choose a model above a pane first."));
        return;
    }
    const ChatSettings settings = settingsNow();
    m_input->clear();
    for (ChatPane* pane : all) {
        pane->send(text, settings);
    }
}

void ChatPage::stop() {
    m_left->stop();
    m_right->stop();
    m_input->setFocus();
}

void ChatPage::regenerateLast() {
    const ChatSettings settings = settingsNow();
    for (ChatPane* pane : speakers()) {
        if (pane->lastReply() >= 0) {
            pane->regenerate(pane->lastReply(), settings);
        }
    }
}

void ChatPage::copyAll() {
    QStringList lines;
    for (const ChatPane* pane : speakers()) {
        lines.append(QStringLiteral("# %1").arg(QFileInfo(pane->model()).fileName()));
        for (const int number : pane->conversation().path()) {
            const Turn& turn = pane->conversation().turn(number);
            lines.append(QStringLiteral("%1: %2").arg(turn.fromUser ? tr("You") : tr("Model"), turn.text));
        }
        lines.append(QString());
    }
    QGuiApplication::clipboard()->setText(lines.join(QStringLiteral("\n\n")));
}

void ChatPage::setOnePane(bool one) {
    m_onePane->setChecked(one);
    if (one) {
        m_right->stop();
    }
    m_right->setVisible(!one);
    m_input->setPlaceholderText(one ? tr("Ask the model. Enter sends, Shift+Enter begins a new line.")
                                    : tr("Ask both models. Enter sends, Shift+Enter begins a new line."));
    m_settings.setValue(QStringLiteral("chat_panes"), one ? QStringLiteral("one") : QStringLiteral("two"));
}

void ChatPage::offerModels() {
    QStringList folders{m_session.modelFolder(), m_session.resultFolder(), text(m_session.recipe().output.string())};
    folders += m_settings.list(QStringLiteral("recent_models"));
    folders.removeDuplicates();
    folders.removeIf([](const QString& folder) { return !isModel(folder); });
    m_left->offerModels(folders);
    m_right->offerModels(folders);
}

// A model that a person chose here stays.
void ChatPage::followSession() {
    offerModels();
    if (!m_left->chosenByHand() && isModel(m_session.modelFolder())) {
        m_left->setModel(m_session.modelFolder());
    }
    const QString planned = text(m_session.recipe().output.string());
    const QString result = m_session.resultFolder().isEmpty() ? planned : m_session.resultFolder();
    if (!m_right->chosenByHand()) {
        m_right->setModel(isModel(result) ? result : QString()); // not that of the model before
    }
    showState();
}

void ChatPage::showState() {
    const bool writing = m_left->writing() || m_right->writing();
    m_stop->setEnabled(writing);
    m_stopAction->setEnabled(writing);
    m_send->setEnabled(!writing && !m_input->toPlainText().trimmed().isEmpty());
    m_againAction->setEnabled(!writing && (m_left->lastReply() >= 0 || m_right->lastReply() >= 0));
    const bool empty = m_left->conversation().empty() && m_right->conversation().empty();
    m_copyAction->setEnabled(!empty);
    m_clearAction->setEnabled(!empty);
    m_clear->setEnabled(!empty);
}

void ChatPage::showEvent(QShowEvent* event) {
    Page::showEvent(event);
    offerModels();
    m_input->setFocus();
}

} // namespace salient::ui
