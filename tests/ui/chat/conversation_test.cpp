// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/chat/conversation_test.h"

#include "core/json_fields.h"
#include "ui/chat/chat_settings.h"
#include "ui/chat/conversation.h"
#include "ui/chat/markdown_blocks.h"

#include <QtTest>

using namespace salient;
using namespace salient::ui;

QStringList ConversationTest::shown(const Conversation& conversation) {
    QStringList texts;
    for (const int number : conversation.path()) {
        texts.append(conversation.turn(number).text);
    }
    return texts;
}

int ConversationTest::reply(Conversation& conversation, const QString& text) {
    const int number = conversation.beginReply();
    conversation.append(number, text);
    conversation.finish(number, TurnState::Complete);
    return number;
}

void ConversationTest::appendsInTurn() {
    Conversation conversation;
    QVERIFY(conversation.empty());
    conversation.addUser(QStringLiteral("a"));
    reply(conversation, QStringLiteral("b"));
    conversation.addUser(QStringLiteral("c"));
    QCOMPARE(shown(conversation), (QStringList{QStringLiteral("a"), QStringLiteral("b"), QStringLiteral("c")}));
    conversation.clear();
    QVERIFY(conversation.path().empty());
}

void ConversationTest::regenerateKeepsTheOldReplyAsAVersion() {
    Conversation conversation;
    conversation.addUser(QStringLiteral("q"));
    const int first = reply(conversation, QStringLiteral("one"));
    conversation.addUser(QStringLiteral("later"));
    const int second = conversation.regenerate(first);
    conversation.append(second, QStringLiteral("two"));
    QCOMPARE(shown(conversation), (QStringList{QStringLiteral("q"), QStringLiteral("two")}));
    QCOMPARE(conversation.versions(second), (std::vector<int>{first, second}));
    QCOMPARE(conversation.versionIndex(second), 1);
    conversation.chooseVersion(second, 0);
    QCOMPARE(shown(conversation), (QStringList{QStringLiteral("q"), QStringLiteral("one"), QStringLiteral("later")}));
    QCOMPARE(conversation.depth(second), -1);
    QCOMPARE(conversation.depth(first), 1);
}

void ConversationTest::editingTheFirstMessageBranches() {
    Conversation conversation;
    const int first = conversation.addUser(QStringLiteral("q"));
    reply(conversation, QStringLiteral("a"));
    const int edited = conversation.edit(first, QStringLiteral("Q"));
    reply(conversation, QStringLiteral("A"));
    QCOMPARE(shown(conversation), (QStringList{QStringLiteral("Q"), QStringLiteral("A")}));
    conversation.chooseVersion(edited, 0);
    QCOMPARE(shown(conversation), (QStringList{QStringLiteral("q"), QStringLiteral("a")}));
    conversation.chooseVersion(first, 7); // none
    QCOMPARE(shown(conversation).first(), QStringLiteral("q"));
    conversation.chooseVersion(first, 1);
    QCOMPARE(shown(conversation).first(), QStringLiteral("Q"));
}

void ConversationTest::branchesKeepTheirOwnChoices() {
    Conversation conversation;
    const int first = conversation.addUser(QStringLiteral("q"));
    const int a = reply(conversation, QStringLiteral("a1"));
    const int b = conversation.regenerate(a);
    conversation.append(b, QStringLiteral("a2"));
    conversation.chooseVersion(b, 0);
    conversation.edit(first, QStringLiteral("Q"));
    conversation.chooseVersion(first, 0);
    QCOMPARE(shown(conversation), (QStringList{QStringLiteral("q"), QStringLiteral("a1")}));
}

void ConversationTest::theModelIsToldWhatIsShownBeforeTheReply() {
    Conversation conversation;
    conversation.addUser(QStringLiteral("q \"quoted\""));
    const int first = reply(conversation, QStringLiteral("one"));
    const int second = conversation.regenerate(first);
    ChatSettings settings;
    settings.system = QStringLiteral("Be brief.");
    settings.seed = 7;
    settings.greedy = true;
    const Json json = jsonFromText(chatArguments(QStringLiteral("/models/x"), settings, conversation, second));
    const QString messages =
        QStringLiteral("[{'role':'system','content':'Be brief.'},{'role':'user','content':'q \\'quoted\\''}]");
    QCOMPARE(QString::fromStdString(json.at("messages").dump()).replace(QLatin1Char('"'), QLatin1Char('\'')), messages);
    QCOMPARE(json.at("seed").get<int>(), 7);
    QVERIFY(json.at("greedy").get<bool>());
    QCOMPARE(json.at("model").get<std::string>(), std::string("/models/x"));
    settings.seed.reset();
    settings.system.clear();
    const Json plain = jsonFromText(chatArguments(QString(), settings, conversation, second));
    QVERIFY(!plain.contains("seed"));
    QCOMPARE(plain.at("messages").size(), size_t{1});
}

void ConversationTest::aReplyStoppedBeforeItsFirstWordKeepsTheRolesInTurn() {
    Conversation conversation;
    conversation.addUser(QStringLiteral("q"));
    conversation.finish(conversation.beginReply(), TurnState::Stopped);
    conversation.addUser(QStringLiteral("again"));
    const int last = conversation.beginReply();
    const Json json = jsonFromText(chatArguments(QString(), {}, conversation, last));
    QCOMPARE(json.at("messages").size(), size_t{3});
    QCOMPARE(json.at("messages").at(1).at("role").get<std::string>(), std::string("assistant"));
    QCOMPARE(json.at("messages").at(1).at("content").get<std::string>(), std::string());
}

void ConversationTest::markdownIsCutAtBlankLinesOutsideFences() {
    QCOMPARE(markdownBlocks(QStringLiteral("a\nb\n\n\nc")), (QStringList{QStringLiteral("a\nb"), QStringLiteral("c")}));
    QCOMPARE(markdownBlocks(QStringLiteral("```cpp\na\n\nb\n```\n\nc")),
             (QStringList{QStringLiteral("```cpp\na\n\nb\n```"), QStringLiteral("c")}));
    // A longer fence is not closed by a shorter one, nor by the other sign.
    QCOMPARE(markdownBlocks(QStringLiteral("````\n```\n\n~~~\n````\n\nc")).size(), 2);
    QCOMPARE(markdownBlocks(QStringLiteral("```\nnever closed\n\nb")).size(), 1);
    QCOMPARE(markdownBlocks(QString()).size(), 0);
}

void ConversationTest::pointsOfOneListStayTogether() {
    QCOMPARE(markdownBlocks(QStringLiteral("1. a\n\n2. b\n\n   more\n\nend")),
             (QStringList{QStringLiteral("1. a\n\n2. b\n\n   more"), QStringLiteral("end")}));
}

QTEST_GUILESS_MAIN(ConversationTest)
