// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/session.h"

#include <QFrame>

class QLabel;

namespace salient::ui {

/// What a finished run gave, above its charts: where it is, its size, what it cost in quality, where to go next.
class ResultCard : public QFrame {
    Q_OBJECT

public:
    explicit ResultCard(Session& session, QWidget* parent = nullptr);

private:
    void refresh();

    Session& m_session;
    QLabel* m_words;
};

} // namespace salient::ui
