// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/chat/message_text.h"

#include "ui/chat/markdown_blocks.h"

#include <QAbstractTextDocumentLayout>
#include <QElapsedTimer>
#include <QTextCursor>
#include <QTextDocument>
#include <QTextDocumentFragment>
#include <QWheelEvent>

#include <cmath>

namespace salient::ui {

namespace {
constexpr int kLongestMarkdown = 20'000; ///< characters of a message
constexpr int kLongestBlock = 4'000;     ///< characters that are formatted at once
constexpr int kSliceMilliseconds = 8;
const QTextDocument::MarkdownFeatures kDialect(static_cast<int>(QTextDocument::MarkdownDialectGitHub) |
                                               static_cast<int>(QTextDocument::MarkdownNoHTML));
} // namespace

MessageText::MessageText(QWidget* parent) : QTextEdit(parent) {
    setReadOnly(true);
    setUndoRedoEnabled(false);
    setFrameShape(QFrame::NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    setTabChangesFocus(true);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setWordWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    viewport()->setAutoFillBackground(false);
    document()->setDocumentMargin(0);
    m_slices.setInterval(0);
    connect(&m_slices, &QTimer::timeout, this, &MessageText::formatSlice);
    connect(document()->documentLayout(), &QAbstractTextDocumentLayout::documentSizeChanged, this, &MessageText::fit);
}

MessageText::~MessageText() = default;

void MessageText::append(const QString& text) {
    QTextCursor cursor(document());
    cursor.movePosition(QTextCursor::End);
    cursor.insertText(text);
}

void MessageText::showPlain(const QString& text) {
    m_slices.stop();
    m_formatted.reset();
    setPlainText(text);
}

void MessageText::showMarkdown(const QString& text) {
    if (text.size() > kLongestMarkdown) {
        return showPlain(text);
    }
    m_blocks = markdownBlocks(text);
    m_formatted = std::make_unique<QTextDocument>();
    m_formatted->setUndoRedoEnabled(false);
    m_formatted->setDefaultFont(font());
    m_formatted->setDocumentMargin(0);
    m_formatted->setDefaultTextOption(document()->defaultTextOption());
    m_slices.start();
}

void MessageText::formatSlice() {
    QElapsedTimer clock;
    clock.start();
    QTextCursor cursor(m_formatted.get());
    while (!m_blocks.isEmpty() && clock.elapsed() < kSliceMilliseconds) {
        const QString block = m_blocks.takeFirst();
        cursor.movePosition(QTextCursor::End);
        if (!m_formatted->isEmpty()) {
            cursor.insertBlock(QTextBlockFormat(), QTextCharFormat());
        }
        if (block.size() > kLongestBlock) {
            cursor.insertText(block);
        } else {
            QTextDocument part;
            part.setDefaultFont(font());
            part.setMarkdown(block, kDialect);
            cursor.insertFragment(QTextDocumentFragment(&part));
        }
    }
    if (!m_blocks.isEmpty()) {
        return;
    }
    m_slices.stop();
    QTextDocument* formatted = m_formatted.release();
    formatted->setParent(this);
    setDocument(formatted); // deletes the plain one, which is a child too
    connect(formatted->documentLayout(), &QAbstractTextDocumentLayout::documentSizeChanged, this, &MessageText::fit);
    fit();
}

void MessageText::fit() {
    const int height = static_cast<int>(std::ceil(document()->size().height())) + 2;
    if (height != this->height()) {
        setFixedHeight(height);
    }
}

void MessageText::resizeEvent(QResizeEvent* event) {
    QTextEdit::resizeEvent(event);
    fit();
}

// The list around it scrolls.
void MessageText::wheelEvent(QWheelEvent* event) {
    event->ignore();
}

// What a model writes opens no file and no address.
QVariant MessageText::loadResource(int, const QUrl&) {
    return {};
}

} // namespace salient::ui
