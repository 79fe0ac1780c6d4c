// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/session.h"

#include <QDialog>

class QLabel;
class QLineEdit;
class QProgressBar;
class QPushButton;
class QSpinBox;

namespace salient::ui {

/// Two models on one text: perplexity of both, KL, how often the most likely token is the same.
class CompareDialog : public QDialog {
    Q_OBJECT

public:
    CompareDialog(Session& session, const QString& first, const QString& other, QWidget* parent = nullptr);

private:
    QWidget* buildFields(const QString& first, const QString& other);
    QLineEdit* pathField(const QString& name, const QString& words, const QString& tip, bool folder);
    void build();
    void compare();
    void takeResult(const std::string& json);
    void end(const QString& words);
    void showState();

    Session& m_session;
    EngineProcess* m_engine;
    QLineEdit* m_first;
    QLineEdit* m_other;
    QLineEdit* m_text;
    QSpinBox* m_windows;
    QSpinBox* m_context;
    QProgressBar* m_bar;
    QLabel* m_words;
    QPushButton* m_start = nullptr;
    QPushButton* m_cancel;
    bool m_busy = false;
};

} // namespace salient::ui
