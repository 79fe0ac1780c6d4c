// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/empty_state.h"

#include <QBoxLayout>
#include <QLabel>
#include <QPushButton>

namespace salient::ui {

EmptyState::EmptyState(const QString& title, const QString& words, const QString& buttonText, QWidget* parent)
    : QWidget(parent), m_words(new QLabel(words, this)) {
    auto* head = new QLabel(title, this);
    QFont large = head->font();
    large.setPointSizeF(large.pointSizeF() * 1.4);
    head->setFont(large);
    for (QLabel* label : {head, m_words}) {
        label->setAlignment(Qt::AlignCenter);
        label->setWordWrap(true);
    }
    m_words->setMinimumWidth(320);
    auto* all = new QVBoxLayout(this);
    all->addStretch(1);
    all->addWidget(head);
    all->addWidget(m_words);
    if (!buttonText.isEmpty()) {
        m_button = new QPushButton(buttonText, this);
        m_button->setAccessibleName(buttonText);
        m_button->setToolTip(buttonText);
        all->addWidget(m_button, 0, Qt::AlignCenter);
    }
    all->addStretch(2);
}

void EmptyState::setWords(const QString& words) {
    m_words->setText(words);
}

} // namespace salient::ui
