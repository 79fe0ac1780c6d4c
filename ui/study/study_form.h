// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/study/open_study.h"

#include <QWidget>

class QLabel;
class QPlainTextEdit;
class QPushButton;

namespace salient::ui {

class StudyFields;

/// What a study needs, how many settings it will measure, the command line that does the same, and a button to start
/// it.
class StudyForm : public QWidget {
    Q_OBJECT

public:
    StudyForm(Session& session, OpenStudy& study, QWidget* parent = nullptr);
    void show(const WantedStudy& wanted);

Q_SIGNALS:
    void startWanted(const salient::ui::WantedStudy& wanted);
    /// A person wants the study that is shown instead.
    void leaveWanted();

protected:
    void showEvent(QShowEvent* event) override;

private:
    QWidget* buildButtons();
    void refresh();
    void followFolder(const QString& folder);
    QString countWords(const WantedStudy& wanted) const;

    Session& m_session;
    OpenStudy& m_study;
    StudyFields* m_fields;
    QLabel* m_words;
    QPlainTextEdit* m_command;
    QPushButton* m_start = nullptr;
    QPushButton* m_back = nullptr;
    QString m_folder;                   ///< whose study was looked for
    std::optional<StudyRecord> m_there; ///< what it holds already
    QString m_broken;                   ///< why that cannot be read
};

} // namespace salient::ui
