// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/chat/conversation.h"
#include "ui/pages/chat_page.h"
#include "ui/settings.h"

#include <QObject>
#include <QPlainTextEdit>
#include <QTemporaryDir>

#include <memory>

/// The page as a person uses it, with the engine and the embedded model.
class ChatPageTest : public QObject {
    Q_OBJECT

private:
    QTemporaryDir m_folder;
    std::unique_ptr<salient::ui::Settings> m_settings;
    std::unique_ptr<salient::ui::Session> m_session;
    std::unique_ptr<salient::ui::ChatPage> m_page;

    template <class Widget>
    Widget* find(const QString& name) {
        auto* found = m_page->findChild<Widget*>(name);
        if (found == nullptr) {
            qFatal("no widget %s", qPrintable(name));
        }
        return found;
    }
    QPlainTextEdit* input() { return find<QPlainTextEdit>(QStringLiteral("chatInput")); }
    void typeAndEnter(const QString& text);
    /// The last message of the left pane.
    const salient::ui::Turn& lastTurn() const;

private Q_SLOTS:
    void init();
    void cleanup();
    void sendsNothingWithoutAModel();
    void shiftEnterBeginsALine();
    void answersAndMakesTheReplyAgain();
    void anEditedQuestionIsAskedAgainInBothPanes();
    void stopFreezesTheTextAndKeepsIt();
    void aModelThatCannotBeReadIsSaidAndTheQuestionKept();
    void aLongReplyNeverHoldsTheWindow_data();
    void aLongReplyNeverHoldsTheWindow();
};
