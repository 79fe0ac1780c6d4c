// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/chat/chat_page_test.h"

#include "ui/chat/chat_pane.h"
#include "ui/chat/message_list.h"
#include "ui/chat/message_text.h"
#include "ui/pages/chat_page.h"
#include "ui/settings.h"

#include <QCheckBox>
#include <QLabel>
#include <QPlainTextEdit>
#include <QSpinBox>
#include <QTemporaryDir>
#include <QToolButton>
#include <QtTest>

using namespace salient;
using namespace salient::ui;

namespace {
const QString kModel = QStringLiteral(SALIENT_RESOURCES "/models/stories260K");
constexpr int kPatience = 60'000; ///< milliseconds for what an engine does on a busy machine
} // namespace

void ChatPageTest::typeAndEnter(const QString& text) {
    input()->setFocus();
    QTest::keyClicks(input(), text);
    QTest::keyClick(input(), Qt::Key_Return);
}

const Turn& ChatPageTest::lastTurn() const {
    const Conversation& conversation = m_page->left().conversation();
    return conversation.turn(conversation.path().back());
}

void ChatPageTest::init() {
    m_settings = std::make_unique<Settings>(m_folder.filePath(QStringLiteral("studio.json")));
    m_session = std::make_unique<Session>(qEnvironmentVariable("SALIENT_PROGRAM"));
    m_page = std::make_unique<ChatPage>(*m_session, *m_settings);
    m_page->resize(1100, 640);
    m_page->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_page.get()));
}

void ChatPageTest::cleanup() {
    m_page.reset();
    m_session.reset();
}

void ChatPageTest::sendsNothingWithoutAModel() {
    QSignalSpy said(m_session.get(), &Session::said);
    typeAndEnter(QStringLiteral("Hello"));
    QCOMPARE(said.size(), 1);
    QVERIFY(m_page->left().conversation().empty());
    QCOMPARE(input()->toPlainText(), QStringLiteral("Hello")); // not lost
}

void ChatPageTest::shiftEnterBeginsALine() {
    m_page->left().setModel(kModel);
    QTest::keyClicks(input(), QStringLiteral("a"));
    QTest::keyClick(input(), Qt::Key_Return, Qt::ShiftModifier);
    QTest::keyClicks(input(), QStringLiteral("b"));
    QCOMPARE(input()->toPlainText(), QStringLiteral("a\nb"));
    QVERIFY(m_page->left().conversation().empty());
}

void ChatPageTest::answersAndMakesTheReplyAgain() {
    m_page->left().setModel(kModel);
    m_page->right().setModel(kModel);
    find<QSpinBox>(QStringLiteral("maxTokensBox"))->setValue(24);
    typeAndEnter(QStringLiteral("Once upon a time"));
    QVERIFY(m_page->left().writing() && m_page->right().writing());
    QTRY_VERIFY_WITH_TIMEOUT(!m_page->left().writing() && !m_page->right().writing(), kPatience);
    QCOMPARE(lastTurn().state, TurnState::Complete);
    QVERIFY(!lastTurn().text.isEmpty());
    // One seed for both panes, so the same model says the same.
    const Conversation& right = m_page->right().conversation();
    QCOMPARE(right.turn(right.path().back()).text, lastTurn().text);
    const QString figures = find<QLabel>(QStringLiteral("left_figures"))->text();
    qInfo("under the pane: %s", qPrintable(figures));
    QVERIFY(figures.contains(QStringLiteral("24")));
    // A base model without a template is continued, and the pane says so.
    QVERIFY(find<QLabel>(QStringLiteral("left_notice"))->isVisible());

    const int first = m_page->left().lastReply();
    QTest::mouseClick(find<QToolButton>(QStringLiteral("left_messages_%1_again").arg(first)), Qt::LeftButton);
    QVERIFY(m_page->left().writing() && !m_page->right().writing());
    QTRY_VERIFY_WITH_TIMEOUT(!m_page->left().writing(), kPatience);
    const int second = m_page->left().lastReply();
    QCOMPARE(m_page->left().conversation().versions(second), (std::vector<int>{first, second}));
    QTest::mouseClick(find<QToolButton>(QStringLiteral("left_messages_%1_older").arg(second)), Qt::LeftButton);
    QCOMPARE(m_page->left().lastReply(), first);
}

void ChatPageTest::anEditedQuestionIsAskedAgainInBothPanes() {
    m_page->left().setModel(kModel);
    m_page->right().setModel(kModel);
    find<QSpinBox>(QStringLiteral("maxTokensBox"))->setValue(4);
    typeAndEnter(QStringLiteral("One day"));
    QTRY_VERIFY_WITH_TIMEOUT(!m_page->left().writing() && !m_page->right().writing(), kPatience);
    QTest::mouseClick(find<QToolButton>(QStringLiteral("left_messages_0_edit")), Qt::LeftButton);
    auto* editor = find<QPlainTextEdit>(QStringLiteral("left_messages_0_editor"));
    editor->setPlainText(QStringLiteral("One night"));
    QTest::mouseClick(find<QAbstractButton>(QStringLiteral("left_messages_0_keep")), Qt::LeftButton);
    QTRY_VERIFY_WITH_TIMEOUT(!m_page->left().writing() && !m_page->right().writing(), kPatience);
    for (const ChatPane* pane : {&m_page->left(), &m_page->right()}) {
        const std::vector<int> path = pane->conversation().path();
        QCOMPARE(path.size(), size_t{2});
        QCOMPARE(pane->conversation().turn(path[0]).text, QStringLiteral("One night"));
        QCOMPARE(pane->conversation().versions(path[0]).size(), size_t{2});
    }
}

void ChatPageTest::stopFreezesTheTextAndKeepsIt() {
    m_page->setOnePane(true);
    m_page->left().setModel(kModel);
    find<QSpinBox>(QStringLiteral("maxTokensBox"))->setValue(100'000);
    // The small model fills its context within 0.2 s; on a busy machine all of it may come at once.
    for (int tries = 0; tries < 20 && !m_page->left().writing(); ++tries) {
        m_page->left().clear();
        typeAndEnter(QStringLiteral("Once upon a time"));
        while (m_page->left().writing() && lastTurn().text.isEmpty()) {
            QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
        }
    }
    QVERIFY(m_page->left().writing());
    QElapsedTimer clock;
    clock.start();
    QTest::keyClick(input(), Qt::Key_Escape);
    const qint64 milliseconds = clock.elapsed();
    QVERIFY(!m_page->left().writing());
    qInfo("stop took %lld ms of the window", milliseconds);
    QVERIFY(milliseconds < 1000); // promised are 100; machines that build at the same time get more
    const QString kept = lastTurn().text;
    QCOMPARE(lastTurn().state, TurnState::Stopped);
    QTest::qWait(300);
    QCOMPARE(lastTurn().text, kept);
    // The engine is free again and knows the stopped reply.
    find<QSpinBox>(QStringLiteral("maxTokensBox"))->setValue(4);
    typeAndEnter(QStringLiteral("And then"));
    QTRY_VERIFY_WITH_TIMEOUT(!m_page->left().writing(), kPatience);
    QCOMPARE(lastTurn().state, TurnState::Complete);
    QCOMPARE(m_page->left().conversation().path().size(), size_t{4});
}

void ChatPageTest::aModelThatCannotBeReadIsSaidAndTheQuestionKept() {
    QSignalSpy failed(m_session.get(), &Session::failed);
    m_page->left().setModel(m_folder.path());
    typeAndEnter(QStringLiteral("Hello"));
    QTRY_COMPARE_WITH_TIMEOUT(failed.size(), 1, kPatience);
    QCOMPARE(lastTurn().state, TurnState::Failed);
    QCOMPARE(m_page->left().conversation().path().size(), size_t{2});
}

void ChatPageTest::aLongReplyNeverHoldsTheWindow_data() {
    QTest::addColumn<QString>("piece");
    QTest::addColumn<int>("pieces");
    QTest::newRow("short paragraphs") << QStringLiteral("Some **words** that go on and on.\n\n") << 600;
    QTest::newRow("one endless paragraph") << QStringLiteral("words that go on and on ") << 830;
    QTest::newRow("a list and code") << QStringLiteral(
                                            "- point `code` of a list\n\n```cpp\nint x = 1;\n\nint y = 2;\n```\n\n")
                                     << 280;
    QTest::newRow("beyond the limit") << QStringLiteral("Some **words** on a line.\n\n") << 1000;
}

void ChatPageTest::aLongReplyNeverHoldsTheWindow() {
    QFETCH(QString, piece);
    QFETCH(int, pieces);
    ChatPane& pane = m_page->left();
    pane.beginReply();
    QTRY_VERIFY(pane.messages()->isVisible());
    QElapsedTimer clock;
    qint64 last = 0;
    qint64 longest = 0;
    QTimer beat;
    beat.setInterval(10);
    connect(&beat, &QTimer::timeout, this, [&] {
        longest = std::max(longest, clock.elapsed() - last);
        last = clock.elapsed();
    });
    int fed = 0;
    QTimer feed; // as the engine's batches come
    connect(&feed, &QTimer::timeout, this, [&] {
        QString batch;
        for (int i = 0; i < 10 && fed < pieces; ++i, ++fed) {
            batch += piece;
        }
        pane.takeText(batch, 10);
        if (fed == pieces) {
            feed.stop();
            pane.endReply(TurnState::Complete);
        }
    });
    clock.start();
    beat.start();
    feed.start(33);
    QTRY_VERIFY_WITH_TIMEOUT(!pane.writing(), kPatience);
    MessageText* shown = pane.messages()->view(pane.lastReply())->textView();
    const qint64 whileGrowing = longest;
    QTRY_VERIFY_WITH_TIMEOUT(!shown->formatting(), kPatience);
    QTest::qWait(100);
    qInfo("%lld characters; longest gap %lld ms while growing, %lld ms with formatting",
          static_cast<long long>(pieces * piece.size()), whileGrowing, longest);
    QVERIFY(longest < 1000); // promised are 100; machines that build at the same time get more
    QVERIFY(shown->height() > 200);
    const bool plain = pieces * piece.size() > 20'000;
    QCOMPARE(shown->toPlainText().contains(QStringLiteral("**")), plain && piece.contains(QStringLiteral("**")));
    pane.clear();
}

QTEST_MAIN(ChatPageTest)
