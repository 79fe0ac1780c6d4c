// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <vector>

namespace salient::ui {

enum class TurnState {
    Complete,
    Streaming,
    Stopped, ///< by a person; what was written before is kept
    Failed,
};

/// One message. Messages that answer the same one are versions of each other.
struct Turn {
    bool fromUser = true;
    QString text;
    TurnState state = TurnState::Complete;
    int parent = -1; ///< number of the message before it; −1: the first one
    int chosen = -1; ///< number of the message after it that is shown; −1: it is the last one
};

/// What was said, as a tree: a message that is edited or made again becomes a version beside the old one, and nothing
/// is lost. The path of chosen versions from the first message to the last is what a model reads. A plain value;
/// numbers of messages stay as they are until clear().
class Conversation {
public:
    /// Appends to the last message of the path. Both return the number of the new message.
    int addUser(const QString& text);
    int beginReply();

    void append(int number, const QString& text);
    void finish(int number, TurnState state);

    /// A version beside `reply`, empty and streaming, which is shown from now on.
    int regenerate(int reply);
    /// A version beside `number` with this text, which is shown from now on; what followed stays with the old one.
    int edit(int number, const QString& text);
    /// Shows version `index` (from 0) of a message; one that does not exist is ignored.
    void chooseVersion(int number, int index);

    /// All versions of a message, itself included, oldest first.
    std::vector<int> versions(int number) const;
    /// Place of a message among its versions, from 0.
    int versionIndex(int number) const;
    /// The messages that are shown, first to last.
    std::vector<int> path() const;
    /// Place in path(); −1 when it is not shown.
    int depth(int number) const;

    const Turn& turn(int number) const { return m_turns.at(static_cast<size_t>(number)); }
    bool empty() const { return m_turns.empty(); }
    void clear();

private:
    int add(Turn turn);
    int last() const;

    std::vector<Turn> m_turns;
    int m_first = -1; ///< number of the first message that is shown
};

} // namespace salient::ui
