// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QLabel;
class QProgressBar;

namespace salient::ui {

class OpenStudy;

/// How far the study is that is being measured, what the engine says of it, and the button that stops it.
class StudyProgress : public QWidget {
    Q_OBJECT

public:
    explicit StudyProgress(OpenStudy& study, QWidget* parent = nullptr);

private:
    void refresh();

    OpenStudy& m_study;
    QProgressBar* m_bar;
    QLabel* m_words;
    QLabel* m_notes;
    QWidget* m_work; ///< bar, words and button
};

} // namespace salient::ui
