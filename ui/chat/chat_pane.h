// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/chat/chat_settings.h"
#include "ui/chat/conversation.h"
#include "ui/engine_process.h"

#include <QElapsedTimer>
#include <QWidget>

class QComboBox;
class QLabel;
class QStackedWidget;

namespace salient::ui {

class EmptyState;
class MessageList;

/// One model and what was said with it. Each pane has an engine of its own, which keeps the model loaded.
class ChatPane : public QWidget {
    Q_OBJECT

public:
    /// `name` is the object name and begins those of its parts; `purpose` says what model belongs here.
    ChatPane(const QString& name, const QString& purpose, const QString& program, QWidget* parent = nullptr);
    ~ChatPane() override;

    /// Folders to choose from; the chosen one stays.
    void offerModels(const QStringList& folders);
    void setModel(const QString& folder);
    const QString& model() const { return m_model; }
    /// A person chose the model here, so nothing else does.
    bool chosenByHand() const { return m_chosenByHand; }

    /// All ask the engine; nothing happens without a model or while a reply is written.
    void send(const QString& text, const ChatSettings& settings);
    void regenerate(int reply, const ChatSettings& settings);
    /// A user's message with another text is answered; a reply is just replaced.
    void edit(int number, const QString& text, const ChatSettings& settings);
    void chooseVersion(int number, int index);
    /// The text freezes now; the engine is told.
    void stop();
    void clear();

    bool writing() const { return m_reply >= 0; }
    const Conversation& conversation() const { return m_conversation; }
    MessageList* messages() { return m_list; }
    /// Number of the last reply shown; −1: none.
    int lastReply() const;

    /// What the engine's answer does, step by step: a reply begins (after the last message shown), grows and ends.
    void beginReply();
    void takeText(const QString& text, int tokens);
    void endReply(TurnState state);

Q_SIGNALS:
    void writingChanged();
    void modelChosen(const QString& folder);
    void regenerateWanted(int reply);
    void edited(int number, const QString& text);
    void versionWanted(int number, int index);
    /// The button of the empty pane.
    void inputWanted();
    void failed(const salient::Failed& failure, const QString& doing);

private:
    void build(const QString& name, const QString& purpose);
    void chosen(int index);
    void chooseFolder();
    void ask(const ChatSettings& settings);
    void takeEvents(quint64 request, const std::vector<Event>& events);
    void takeResult(const std::string& json);
    void showConversation();
    void showFigures();
    void showNotice(const QString& sentence);

    EngineProcess m_engine;
    Conversation m_conversation;
    QString m_model;
    bool m_chosenByHand = false;
    quint64 m_request = 0; ///< whose text is shown; 0: none
    int m_reply = -1;      ///< that is being written
    int m_tokens = 0;
    QElapsedTimer m_clock; ///< since the reply was asked for
    qint64 m_firstToken = -1;
    QComboBox* m_models;
    QLabel* m_notice;
    QLabel* m_figures;
    QStackedWidget* m_stack;
    EmptyState* m_withoutModel;
    EmptyState* m_withoutWords;
    MessageList* m_list;
};

} // namespace salient::ui
