// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QLabel;
class QPushButton;

namespace salient::ui {

/// What an empty view says: what will be here, what is missing, one button to get it.
class EmptyState : public QWidget {
    Q_OBJECT

public:
    /// Without `buttonText` there is no button.
    EmptyState(const QString& title, const QString& words, const QString& buttonText, QWidget* parent = nullptr);
    void setWords(const QString& words);
    QPushButton* button() { return m_button; }

private:
    QLabel* m_words;
    QPushButton* m_button = nullptr;
};

} // namespace salient::ui
