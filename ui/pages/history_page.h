// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/pages/page.h"
#include "ui/session.h"

#include <QMap>

class QLabel;
class QStackedWidget;
class QTableView;
class QTabWidget;

namespace salient::ui {

class EmptyState;
class RunComparison;
class RunListModel;
class RunNotes;
class RunTable;
class Settings;
class StudyPanel;

/// All runs of this machine: to open, to compare, to report on, to note words beside, to throw away. Beside them
/// studies, which set many ways to quantise a model beside each other.
class HistoryPage : public Page {
    Q_OBJECT

public:
    /// `settings` outlives the page.
    HistoryPage(Session& session, Settings& settings, QWidget* parent = nullptr);
    ~HistoryPage() override;

    RunListModel& runs() { return *m_runs; }
    QTableView& view();
    StudyPanel& studies() { return *m_studies; }
    /// Asks for the list again; what is selected stays so.
    void refresh();
    /// In the order of the table.
    QStringList selectedFolders() const;
    /// Opens the only run that is selected.
    void openSelected();
    void compareSelected();
    /// Has the report of a run written and says where.
    void writeReport(const QString& folder, const QString& file);
    /// Moves runs to the trash without asking; one that goes on stays.
    void moveToTrash(const QStringList& folders);

Q_SIGNALS:
    void listed();
    void reported(const QString& file);

protected:
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;

private:
    QWidget* buildCentre();
    QWidget* buildTabs();
    void buildActions();
    QAction* addCommand(const char* name, const QString& words, const QString& tip, void (HistoryPage::*does)());
    void takeList(const std::string& json);
    void takeSelection();
    void askForReport();
    void askToDelete();
    void saveNotes(const QString& folder, const QString& notes);
    QString factsOf(int row) const;

    Session& m_session;
    RunListModel* m_runs;
    RunTable* m_table = nullptr;
    QTabWidget* m_tabs;
    QStackedWidget* m_stack;
    EmptyState* m_empty;
    QLabel* m_count;
    QLabel* m_offer; ///< where a report was written, with a link to it
    RunComparison* m_comparison;
    RunNotes* m_notes;
    StudyPanel* m_studies;
    QAction* m_open = nullptr;
    QAction* m_compare = nullptr;
    QAction* m_report = nullptr;
    QAction* m_delete = nullptr;
    QMap<QString, QString> m_unsaved; ///< notes on their way to the disk, by folder
};

} // namespace salient::ui
