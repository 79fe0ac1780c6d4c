// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/chat/message_list.h"

#include <QBoxLayout>
#include <QScrollBar>

#include <algorithm>

namespace salient::ui {

MessageList::MessageList(const QString& name, QWidget* parent) : QScrollArea(parent) {
    setObjectName(name);
    setAccessibleName(tr("Messages"));
    setWidgetResizable(true);
    setFrameShape(QFrame::NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    auto* inner = new QWidget;
    m_rows = new QVBoxLayout(inner);
    m_rows->setContentsMargins(4, 4, 4, 4);
    m_rows->setSpacing(6);
    m_rows->addStretch(1);
    setWidget(inner);
    QScrollBar* bar = verticalScrollBar();
    connect(bar, &QScrollBar::rangeChanged, this, [this, bar](int, int maximum) {
        m_end = maximum;
        if (m_follow) {
            bar->setValue(maximum);
        }
    });
    connect(bar, &QScrollBar::valueChanged, this, [this](int value) { m_follow = value >= m_end - 4; });
}

MessageView* MessageList::addView(int number, const Turn& turn) {
    auto* view = new MessageView(objectName(), number, turn, widget());
    connect(view, &MessageView::versionWanted, this, &MessageList::versionWanted);
    connect(view, &MessageView::regenerateWanted, this, &MessageList::regenerateWanted);
    connect(view, &MessageView::edited, this, &MessageList::edited);
    m_rows->insertWidget(m_rows->count() - 1, view);
    m_views.push_back(view);
    view->show();
    return view;
}

void MessageList::showPath(const Conversation& conversation) {
    const std::vector<int> path = conversation.path();
    size_t kept = 0;
    while (kept < path.size() && kept < m_views.size() && m_views[kept]->number() == path[kept]) {
        ++kept;
    }
    for (size_t i = kept; i < m_views.size(); ++i) {
        m_views[i]->hide();
        m_rows->removeWidget(m_views[i]);
        m_views[i]->deleteLater(); // one of its buttons may be what called
    }
    m_views.resize(kept);
    m_follow = m_follow || kept < path.size();
    for (size_t i = kept; i < path.size(); ++i) {
        addView(path[i], conversation.turn(path[i]));
    }
    const bool writing = !path.empty() && conversation.turn(path.back()).state == TurnState::Streaming;
    for (MessageView* one : m_views) {
        const int count = static_cast<int>(conversation.versions(one->number()).size());
        one->showState(conversation.turn(one->number()), conversation.versionIndex(one->number()), count);
        one->setChangeable(!writing);
    }
}

void MessageList::append(const QString& text) {
    if (!m_views.empty()) {
        m_views.back()->append(text);
    }
}

MessageView* MessageList::view(int number) const {
    const auto found = std::find_if(m_views.begin(), m_views.end(),
                                    [number](const MessageView* one) { return one->number() == number; });
    return found == m_views.end() ? nullptr : *found;
}

} // namespace salient::ui
