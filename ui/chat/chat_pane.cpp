// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/chat/chat_pane.h"

#include "ui/chat/message_list.h"
#include "ui/chat/reply_figures.h"
#include "ui/text.h"
#include "ui/theme.h"
#include "ui/widgets/empty_state.h"
#include "ui/widgets/named.h"

#include <QBoxLayout>
#include <QComboBox>
#include <QFileDialog>
#include <QFileInfo>
#include <QLabel>
#include <QPushButton>
#include <QStackedWidget>

namespace salient::ui {

namespace {

/// Behind the item that opens a dialog.
const QString kChoose = QStringLiteral("…");

} // namespace

ChatPane::ChatPane(const QString& name, const QString& purpose, const QString& program, QWidget* parent)
    : QWidget(parent), m_engine(program) {
    build(name, purpose);
    connect(m_models, &QComboBox::activated, this, &ChatPane::chosen);
    connect(m_withoutModel->button(), &QPushButton::clicked, this, &ChatPane::chooseFolder);
    connect(m_withoutWords->button(), &QPushButton::clicked, this, &ChatPane::inputWanted);
    connect(m_list, &MessageList::regenerateWanted, this, &ChatPane::regenerateWanted);
    connect(m_list, &MessageList::edited, this, &ChatPane::edited);
    connect(m_list, &MessageList::versionWanted, this, &ChatPane::versionWanted);
    connect(&m_engine, &EngineProcess::eventsArrived, this, &ChatPane::takeEvents);
    connect(&m_engine, &EngineProcess::requestFinished, this, [this](quint64 request, const std::string& result) {
        if (request == m_request) {
            endReply(TurnState::Complete);
            takeResult(result);
        }
    });
    connect(&m_engine, &EngineProcess::requestFailed, this, [this](quint64 request, const Failed& failure) {
        if (request == m_request) {
            const bool wanted = failure.code == "cancelled";
            endReply(wanted ? TurnState::Stopped : TurnState::Failed);
            if (!wanted) {
                Q_EMIT failed(failure, tr("Asking %1").arg(QFileInfo(m_model).fileName()));
            }
        }
    });
    offerModels({});
    showConversation();
}

ChatPane::~ChatPane() = default;

void ChatPane::build(const QString& name, const QString& purpose) {
    setObjectName(name);
    m_models = named(new QComboBox, name + QStringLiteral("_model"), tr("Model: %1").arg(purpose),
                     tr("The model that answers here"));
    m_models->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_models->setMinimumContentsLength(12);
    m_notice = new QLabel;
    m_notice->setObjectName(name + QStringLiteral("_notice"));
    m_notice->setWordWrap(true);
    m_notice->hide();
    m_figures = new QLabel;
    m_figures->setObjectName(name + QStringLiteral("_figures"));
    m_figures->setWordWrap(true);
    m_figures->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_withoutModel = new EmptyState(purpose, tr("Replies are written here as they are made. No model is chosen yet."),
                                    tr("Choose folder…"));
    m_withoutWords = new EmptyState(
        purpose,
        tr("Replies are written here as they are made. Nothing was asked yet; the model is loaded with the "
           "first message."),
        tr("Write a message"));
    m_withoutModel->button()->setObjectName(name + QStringLiteral("_choose"));
    m_withoutWords->button()->setObjectName(name + QStringLiteral("_write"));
    m_list = new MessageList(name + QStringLiteral("_messages"));
    m_stack = new QStackedWidget;
    m_stack->addWidget(m_withoutModel);
    m_stack->addWidget(m_withoutWords);
    m_stack->addWidget(m_list);
    auto* head = new QHBoxLayout;
    head->addWidget(new QLabel(purpose));
    head->addWidget(m_models, 1);
    auto* all = new QVBoxLayout(this);
    all->setContentsMargins(6, 6, 6, 2);
    all->addLayout(head);
    all->addWidget(m_notice);
    all->addWidget(m_stack, 1);
    all->addWidget(m_figures);
}

void ChatPane::offerModels(const QStringList& folders) {
    m_models->clear();
    QStringList all = folders;
    if (!m_model.isEmpty() && !all.contains(m_model)) {
        all.prepend(m_model);
    }
    if (m_model.isEmpty()) {
        m_models->addItem(tr("no model"), QString());
    }
    for (const QString& folder : all) {
        m_models->addItem(QFileInfo(folder).fileName(), folder);
        m_models->setItemData(m_models->count() - 1, folder, Qt::ToolTipRole);
    }
    m_models->addItem(tr("Choose folder…"), kChoose);
    m_models->setCurrentIndex(std::max(0, m_models->findData(m_model)));
}

void ChatPane::setModel(const QString& folder) {
    if (folder == m_model) {
        return;
    }
    stop();
    m_model = folder;
    QStringList offered;
    for (int i = 0; i < m_models->count(); ++i) {
        const QString known = m_models->itemData(i).toString();
        if (!known.isEmpty() && known != kChoose) {
            offered.append(known);
        }
    }
    offerModels(offered);
    showNotice({});
    m_figures->clear();
    showConversation();
}

void ChatPane::chosen(int index) {
    const QString folder = m_models->itemData(index).toString();
    if (folder == kChoose) {
        chooseFolder();
        m_models->setCurrentIndex(std::max(0, m_models->findData(m_model)));
    } else if (!folder.isEmpty()) {
        m_chosenByHand = true;
        setModel(folder);
    }
}

void ChatPane::chooseFolder() {
    const QString folder = QFileDialog::getExistingDirectory(this, tr("A model to talk to"));
    if (!folder.isEmpty()) {
        m_chosenByHand = true;
        setModel(folder);
        Q_EMIT modelChosen(folder);
    }
}

void ChatPane::send(const QString& text, const ChatSettings& settings) {
    if (!m_model.isEmpty() && !writing()) {
        m_conversation.addUser(text);
        beginReply();
        ask(settings);
    }
}

void ChatPane::regenerate(int reply, const ChatSettings& settings) {
    if (m_model.isEmpty() || writing() || m_conversation.depth(reply) < 0) {
        return;
    }
    m_reply = m_conversation.regenerate(reply);
    beginReply();
    ask(settings);
}

void ChatPane::edit(int number, const QString& text, const ChatSettings& settings) {
    if (writing() || m_conversation.depth(number) < 0) {
        return;
    }
    m_conversation.edit(number, text);
    if (m_conversation.turn(number).fromUser && !m_model.isEmpty()) {
        beginReply();
        ask(settings);
    } else {
        showConversation();
    }
}

void ChatPane::chooseVersion(int number, int index) {
    if (!writing()) {
        m_conversation.chooseVersion(number, index);
        showConversation();
    }
}

void ChatPane::ask(const ChatSettings& settings) {
    showNotice({});
    m_figures->setText(tr("waiting for the first token…"));
    m_request = m_engine.request(QStringLiteral("chat"), chatArguments(m_model, settings, m_conversation, m_reply));
}

void ChatPane::beginReply() {
    if (m_reply < 0) {
        m_reply = m_conversation.beginReply();
    }
    m_tokens = 0;
    m_firstToken = -1;
    m_clock.start();
    showConversation();
    Q_EMIT writingChanged();
}

void ChatPane::takeEvents(quint64 request, const std::vector<Event>& events) {
    if (request != m_request || m_reply < 0) {
        return; // of a reply that was stopped
    }
    std::string words;
    int tokens = 0;
    for (const Event& event : events) {
        if (const auto* made = std::get_if<TextGenerated>(&event)) {
            words += made->text;
            ++tokens;
        } else if (const auto* found = std::get_if<IssueFound>(&event)) {
            showNotice(text(found->issue.sentence));
        }
    }
    if (tokens > 0) {
        takeText(text(words), tokens);
    }
}

void ChatPane::takeText(const QString& text, int tokens) {
    if (m_firstToken < 0) {
        m_firstToken = m_clock.elapsed();
    }
    m_tokens += tokens;
    m_conversation.append(m_reply, text);
    m_list->append(text);
    showFigures();
}

void ChatPane::endReply(TurnState state) {
    const int reply = m_reply;
    m_request = 0;
    m_reply = -1;
    if (reply >= 0) {
        m_conversation.finish(reply, state);
        showConversation();
        showFigures();
        Q_EMIT writingChanged();
    }
}

void ChatPane::stop() {
    if (!writing()) {
        return;
    }
    const quint64 request = m_request;
    endReply(TurnState::Stopped);
    m_engine.dropWaiting(QStringLiteral("chat"));
    if (request != 0 && m_engine.activeRequest() == request) {
        m_engine.cancel();
    }
}

void ChatPane::clear() {
    stop();
    m_conversation.clear();
    m_figures->clear();
    showNotice({});
    showConversation();
}

int ChatPane::lastReply() const {
    const std::vector<int> shown = m_conversation.path();
    return shown.empty() || m_conversation.turn(shown.back()).fromUser ? -1 : shown.back();
}

void ChatPane::showConversation() {
    m_list->showPath(m_conversation);
    m_stack->setCurrentWidget(!m_conversation.empty() ? static_cast<QWidget*>(m_list)
                              : m_model.isEmpty()     ? m_withoutModel
                                                      : m_withoutWords);
}

// While the text grows: measured here. The engine's own figures replace them at the end.
void ChatPane::showFigures() {
    const double seconds = static_cast<double>(m_clock.elapsed()) / 1000.0;
    m_figures->setText(growingFigures(m_tokens, static_cast<double>(m_firstToken) / 1000.0, seconds));
    m_figures->setToolTip({});
}

void ChatPane::takeResult(const std::string& json) {
    const ReplyFigures figures = finishedFigures(json, residentBytes(m_engine.processId()));
    m_figures->setText(figures.line);
    m_figures->setToolTip(figures.details);
}

void ChatPane::showNotice(const QString& sentence) {
    m_notice->setVisible(!sentence.isEmpty());
    const QString color = Theme::colors(palette()).warning.name();
    m_notice->setText(QStringLiteral("<span style='color:%1'>●</span> %2").arg(color, sentence.toHtmlEscaped()));
}

} // namespace salient::ui
