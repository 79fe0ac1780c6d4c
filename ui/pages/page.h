// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QMainWindow>

#include <optional>

class QAction;
class QDockWidget;

namespace salient::ui {

/// One page of the rail: a fixed centre, docks around it that may be moved and torn off, actions of its own. A page
/// gets what it needs in its constructor and knows no other page.
class Page : public QMainWindow {
    Q_OBJECT

public:
    /// `name` is stable: object name, key of the layout. `title` stands in the rail.
    Page(const QString& name, const QString& title, QWidget* parent = nullptr);
    const QString& title() const { return m_title; }
    /// What the menu bar shows for this page, besides what all pages have.
    const QList<QAction*>& pageActions() const { return m_actions; }
    /// Puts the docks back to where they were at the first start.
    void resetLayout();
    /// Where the docks are, those that are put away included: what restoreState() takes.
    QByteArray dockLayout() const;
    /// Call when all docks are there.
    void rememberLayout();

protected:
    QDockWidget* addDock(const QString& name, const QString& title, QWidget* widget, Qt::DockWidgetArea area);
    /// An action in the page's menu, with tool tip.
    QAction* addPageAction(const QString& name, const QString& text, const QString& tip);
    /// Actions of a part of the page, for the page's menu.
    void addPartActions(const QList<QAction*>& actions) { m_actions += actions; }
    /// Hides all docks while a part of the page is shown that they do not belong to, or brings them back.
    void putDocksAway(bool away);

private:
    QString m_title;
    QList<QAction*> m_actions;
    QByteArray m_firstLayout;
    std::optional<QByteArray> m_putAway; ///< where the docks were that are put away
};

} // namespace salient::ui
