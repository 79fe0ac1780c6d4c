// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/chat/conversation.h"

#include <algorithm>

namespace salient::ui {

int Conversation::add(Turn turn) {
    const int number = static_cast<int>(m_turns.size());
    (turn.parent < 0 ? m_first : m_turns.at(static_cast<size_t>(turn.parent)).chosen) = number;
    m_turns.push_back(std::move(turn));
    return number;
}

int Conversation::last() const {
    const std::vector<int> shown = path();
    return shown.empty() ? -1 : shown.back();
}

int Conversation::addUser(const QString& text) {
    return add({.fromUser = true, .text = text, .state = TurnState::Complete, .parent = last()});
}

int Conversation::beginReply() {
    return add({.fromUser = false, .text = {}, .state = TurnState::Streaming, .parent = last()});
}

void Conversation::append(int number, const QString& text) {
    m_turns.at(static_cast<size_t>(number)).text += text;
}

void Conversation::finish(int number, TurnState state) {
    m_turns.at(static_cast<size_t>(number)).state = state;
}

int Conversation::regenerate(int reply) {
    return add({.fromUser = false, .text = {}, .state = TurnState::Streaming, .parent = turn(reply).parent});
}

int Conversation::edit(int number, const QString& text) {
    const Turn old = turn(number);
    return add({.fromUser = old.fromUser, .text = text, .state = TurnState::Complete, .parent = old.parent});
}

void Conversation::chooseVersion(int number, int index) {
    const std::vector<int> all = versions(number);
    if (index < 0 || static_cast<size_t>(index) >= all.size()) {
        return;
    }
    const int parent = turn(number).parent;
    (parent < 0 ? m_first : m_turns.at(static_cast<size_t>(parent)).chosen) = all[static_cast<size_t>(index)];
}

std::vector<int> Conversation::versions(int number) const {
    const int parent = turn(number).parent;
    std::vector<int> all;
    for (size_t i = 0; i < m_turns.size(); ++i) {
        if (m_turns[i].parent == parent) {
            all.push_back(static_cast<int>(i));
        }
    }
    return all;
}

int Conversation::versionIndex(int number) const {
    const std::vector<int> all = versions(number);
    return static_cast<int>(std::find(all.begin(), all.end(), number) - all.begin());
}

std::vector<int> Conversation::path() const {
    std::vector<int> shown;
    for (int number = m_first; number >= 0; number = turn(number).chosen) {
        shown.push_back(number);
    }
    return shown;
}

int Conversation::depth(int number) const {
    const std::vector<int> shown = path();
    const auto found = std::find(shown.begin(), shown.end(), number);
    return found == shown.end() ? -1 : static_cast<int>(found - shown.begin());
}

void Conversation::clear() {
    m_turns.clear();
    m_first = -1;
}

} // namespace salient::ui
