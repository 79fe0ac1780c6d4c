// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/events.h"

#include <QFrame>

class QLabel;
class QPlainTextEdit;
class QPushButton;

namespace salient::ui {

/// What went wrong, above the page: the sentence, where, the code, details to copy, a button to put it away.
class ErrorCard : public QFrame {
    Q_OBJECT

public:
    explicit ErrorCard(QWidget* parent = nullptr);
    /// `doing`: what was tried, as a headline.
    void showFailure(const Failed& failure, const QString& doing);
    /// Puts the card away if it shows a failure of this; another one stays.
    void putAway(const QString& doing);
    QString sentence() const;

private:
    QLabel* m_headline;
    QLabel* m_sentence;
    QLabel* m_code;
    QPushButton* m_copy;
    QPushButton* m_close;
    QString m_doing;
    QString m_details;
};

} // namespace salient::ui
