// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/chat/chat_input.h"

#include <QKeyEvent>

#include <algorithm>

namespace salient::ui {

namespace {
constexpr int kMostLines = 6;
}

ChatInput::ChatInput(QWidget* parent) : QPlainTextEdit(parent) {
    setTabChangesFocus(true);
    connect(this, &QPlainTextEdit::textChanged, this, &ChatInput::fit);
    fit();
}

void ChatInput::keyPressEvent(QKeyEvent* event) {
    const bool enter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (enter && (event->modifiers() & ~Qt::KeypadModifier) == Qt::NoModifier) {
        Q_EMIT sendWanted();
        return;
    }
    QPlainTextEdit::keyPressEvent(event);
}

// The height of a QPlainTextEdit's document is in lines.
void ChatInput::fit() {
    const int lines = std::clamp(static_cast<int>(document()->size().height()), 2, kMostLines);
    setFixedHeight(lines * fontMetrics().lineSpacing() + 2 * frameWidth() +
                   static_cast<int>(2 * document()->documentMargin()) + 2);
}

} // namespace salient::ui
