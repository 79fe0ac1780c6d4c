// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/study/open_study.h"

#include <QWidget>

class QAction;
class QLabel;
class QMenu;
class QStackedWidget;

namespace salient::ui {

class Settings;
class StudyChartsView;
class StudyForm;
class StudyTableView;

/// A study: many ways to quantise one model beside each other, as a table and two charts. Opens one, starts one, goes
/// on with one, and follows one that is being measured.
class StudyPanel : public QWidget {
    Q_OBJECT

public:
    /// `settings` outlives the panel and remembers the studies that were opened.
    StudyPanel(Session& session, Settings& settings, QWidget* parent = nullptr);

    OpenStudy& study() { return *m_study; }
    /// What can be done here, for a menu.
    const QList<QAction*>& commands() const { return m_commands; }
    void open(const QString& folder);
    /// Shows the form, for another study or for what is missing of the one that is shown.
    void showNew();
    void showMissing();
    void copyTable();
    /// Writes the table as CSV; a failure is told to the session.
    void saveTable(const QString& file);

Q_SIGNALS:
    /// Something was asked for that is shown here.
    void sightWanted();

private:
    void buildCommands();
    QWidget* buildBar();
    QWidget* buildFigures();
    QAction* addCommand(const char* name, const QString& words, const QString& tip, void (StudyPanel::*does)());
    void askForFolder();
    void askForFile();
    void fillRecent(QMenu& menu);
    void start(const WantedStudy& wanted);
    void refresh();
    void refreshCommands();
    QString headWords() const;
    WantedStudy usual() const;

    Session& m_session;
    Settings& m_settings;
    OpenStudy* m_study;
    QList<QAction*> m_commands;
    QAction* m_missing = nullptr;
    QAction* m_copy = nullptr;
    QAction* m_save = nullptr;
    QStackedWidget* m_stack;
    StudyForm* m_form;
    QLabel* m_head;
    StudyTableView* m_table;
    StudyChartsView* m_charts;
};

} // namespace salient::ui
