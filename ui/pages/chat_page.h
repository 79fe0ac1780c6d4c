// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/chat/chat_settings.h"
#include "ui/pages/page.h"
#include "ui/session.h"

class QCheckBox;
class QPushButton;

namespace salient::ui {

class ChatInput;
class ChatPane;
class SamplingPanel;
class Settings;

/// Two models side by side that answer the same question: the original and what quantisation made of it. One input
/// box feeds both; a change of a question in one pane is made in the other as well.
class ChatPage : public Page {
    Q_OBJECT

public:
    /// `settings` outlives the page.
    ChatPage(Session& session, Settings& settings, QWidget* parent = nullptr);

    ChatPane& left() { return *m_left; }
    ChatPane& right() { return *m_right; }
    /// Asks the panes that are shown and have a model.
    void send();
    /// Freezes the text of both panes at once.
    void stop();
    void setOnePane(bool one);

protected:
    void showEvent(QShowEvent* event) override;

private:
    void buildActions();
    void buildCentre();
    void connectPane(ChatPane* pane, ChatPane* other);
    void offerModels();
    void followSession();
    void regenerateLast();
    void copyAll();
    void showState();
    /// The panes that are shown and have a model.
    std::vector<ChatPane*> speakers() const;
    /// As the panel says, with a seed that is the same for both panes.
    ChatSettings settingsNow() const;

    Session& m_session;
    Settings& m_settings;
    ChatPane* m_left;
    ChatPane* m_right;
    SamplingPanel* m_sampling;
    ChatInput* m_input;
    QPushButton* m_send;
    QPushButton* m_stop;
    QPushButton* m_clear;
    QCheckBox* m_onePane;
    QAction* m_stopAction = nullptr;
    QAction* m_againAction = nullptr;
    QAction* m_clearAction = nullptr;
    QAction* m_copyAction = nullptr;
};

} // namespace salient::ui
