// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPlainTextEdit>

namespace salient::ui {

/// Where a message is typed: Enter sends it, Shift+Enter begins a line. It grows to a few lines.
class ChatInput : public QPlainTextEdit {
    Q_OBJECT

public:
    explicit ChatInput(QWidget* parent = nullptr);

Q_SIGNALS:
    void sendWanted();

protected:
    void keyPressEvent(QKeyEvent* event) override;

private:
    void fit();
};

} // namespace salient::ui
