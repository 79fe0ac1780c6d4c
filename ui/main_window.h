// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/layer_model.h"
#include "ui/session.h"
#include "ui/settings.h"
#include "ui/theme.h"

#include <QMainWindow>

class QActionGroup;
class QMenu;
class QStackedWidget;
class QToolButton;
class QVBoxLayout;

namespace salient::ui {

class ErrorCard;
class Page;
class StartPage;

/// The shell: rail, pages, error card, status strip, menus. No logic: pages and session have it.
class MainWindow : public QMainWindow {
    Q_OBJECT

public:
    /// Where things are that come with the window.
    struct Places {
        QString program;    ///< `salient`
        QString demoFolder; ///< of models; may be empty
    };
    /// `settings` and `theme` outlive the window.
    MainWindow(const Places& places, Settings& settings, Theme& theme, QWidget* parent = nullptr);
    ~MainWindow() override;

    Session& session() { return *m_session; }
    /// By name ("run"); an unknown one is ignored.
    void showPage(const QString& name);
    QString currentPage() const;
    const std::vector<Page*>& pages() const { return m_pages; }
    /// All actions of menus and pages.
    QList<QAction*> allActions() const;
    /// Opens what a person dropped: a model folder, a run or a study. Returns why not, empty when it was opened.
    QString openDropped(const QString& path);

protected:
    void closeEvent(QCloseEvent* event) override;
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dropEvent(QDropEvent* event) override;

private:
    /// `number` is that of its key (Ctrl+3), the same in every version.
    void addPage(Page* page, int number);
    void buildMenus();
    void buildFileMenu();
    void buildViewMenu();
    void buildLanguageMenu();
    void buildRunMenu();
    void buildHelpMenu();
    QAction* addAction(QMenu* menu, const QString& name, const QString& words, const QString& tip,
                       const QKeySequence& keys, const std::function<void()>& does);
    void fillRecent(QMenu* menu);
    void showShortcuts();
    void showExport(const QString& folder);
    void showComparison(const QString& folder);
    /// The quantised folder that is meant: the model's on its page, else the result's.
    QString quantizedFolder() const;
    void restoreLayout();
    void saveLayout();
    void refreshTitle();

    Settings& m_settings;
    Theme& m_theme;
    Session* m_session;
    LayerModel* m_layers;
    QStackedWidget* m_stack;
    QVBoxLayout* m_rail;
    QActionGroup* m_pageActions;
    QMenu* m_pageMenu = nullptr;
    QMenu* m_helpMenu = nullptr; ///< the last one
    ErrorCard* m_error;
    StartPage* m_start = nullptr;
    std::vector<Page*> m_pages;
};

} // namespace salient::ui
