// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/chat/conversation.h"

#include <QFrame>

class QLabel;
class QPlainTextEdit;
class QToolButton;

namespace salient::ui {

class MessageText;

/// One message: who said it, its versions, its text, what can be done with it.
class MessageView : public QFrame {
    Q_OBJECT

public:
    /// `prefix` begins the object names; `number` is that of the message in its conversation.
    MessageView(const QString& prefix, int number, const Turn& turn, QWidget* parent = nullptr);
    int number() const { return m_number; }
    void append(const QString& text);
    /// State and version, after either changed. `index` from 0.
    void showState(const Turn& turn, int index, int count);
    /// While a reply is written nothing is edited or made again.
    void setChangeable(bool changeable);
    MessageText* textView() { return m_text; }

Q_SIGNALS:
    void versionWanted(int number, int index);
    void regenerateWanted(int number);
    void edited(int number, const QString& text);

private:
    QToolButton* button(const QString& name, const QString& sign, const QString& words, const QString& tip);
    void buildHead(bool fromUser);
    void beginEdit();
    void endEdit(bool keep);

    QString m_prefix;
    int m_number;
    QString m_source; ///< the text as it was written
    TurnState m_state;
    int m_version = 0;
    QLabel* m_who;
    QLabel* m_versions;
    QToolButton* m_older;
    QToolButton* m_newer;
    QToolButton* m_copy;
    QToolButton* m_edit;
    QToolButton* m_again = nullptr; ///< replies only
    MessageText* m_text;
    QPlainTextEdit* m_editor = nullptr;
    QWidget* m_editRow = nullptr;
};

} // namespace salient::ui
