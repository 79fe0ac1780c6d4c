// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/session.h"

#include <QWidget>

class QLabel;
class QProgressBar;
class QPushButton;

namespace salient::ui {

/// The one place where progress lives: state, layer, share done, time left, memory planned, pause and cancel.
class StatusStrip : public QWidget {
    Q_OBJECT

public:
    explicit StatusStrip(Session& session, QWidget* parent = nullptr);

private:
    void refresh();
    void refreshProgress();
    QString timeLeft() const;

    Session& m_session;
    QLabel* m_state;
    QLabel* m_item;
    QProgressBar* m_bar;
    QLabel* m_left;
    QLabel* m_memory;
    QPushButton* m_pause;
    QPushButton* m_cancel;
};

} // namespace salient::ui
