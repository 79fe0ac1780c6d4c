// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/chat/message_view.h"

#include <QScrollArea>

class QVBoxLayout;

namespace salient::ui {

/// The messages of a conversation that are shown, one below the other; it follows the end while a person does not
/// scroll away from it.
class MessageList : public QScrollArea {
    Q_OBJECT

public:
    /// `name` is the object name and begins those of the messages.
    explicit MessageList(const QString& name, QWidget* parent = nullptr);
    /// Shows the path of `conversation`; views of messages that stay are kept.
    void showPath(const Conversation& conversation);
    /// To the last message.
    void append(const QString& text);
    MessageView* view(int number) const;

Q_SIGNALS:
    void versionWanted(int number, int index);
    void regenerateWanted(int number);
    void edited(int number, const QString& text);

private:
    MessageView* addView(int number, const Turn& turn);

    QVBoxLayout* m_rows;
    std::vector<MessageView*> m_views;
    bool m_follow = true;
    int m_end = 0; ///< largest value of the scroll bar so far known
};

} // namespace salient::ui
