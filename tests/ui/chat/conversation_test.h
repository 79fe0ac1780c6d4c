// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/chat/conversation.h"

#include <QObject>
#include <QStringList>

/// What was said as a tree, and what a model is told of it.
class ConversationTest : public QObject {
    Q_OBJECT

private:
    static QStringList shown(const salient::ui::Conversation& conversation);
    static int reply(salient::ui::Conversation& conversation, const QString& text);

private Q_SLOTS:
    void appendsInTurn();
    void regenerateKeepsTheOldReplyAsAVersion();
    void editingTheFirstMessageBranches();
    void branchesKeepTheirOwnChoices();
    void theModelIsToldWhatIsShownBeforeTheReply();
    void aReplyStoppedBeforeItsFirstWordKeepsTheRolesInTurn();
    void markdownIsCutAtBlankLinesOutsideFences();
    void pointsOfOneListStayTogether();
};
