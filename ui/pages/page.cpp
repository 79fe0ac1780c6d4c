// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/page.h"

#include <QAction>
#include <QDockWidget>

namespace salient::ui {

Page::Page(const QString& name, const QString& title, QWidget* parent) : QMainWindow(parent), m_title(title) {
    setObjectName(name);
    setWindowFlags(Qt::Widget); // a page lives in the stack, not on the screen
    setDockNestingEnabled(true);
    setAccessibleName(title);
}

QDockWidget* Page::addDock(const QString& name, const QString& title, QWidget* widget, Qt::DockWidgetArea area) {
    auto* dock = new QDockWidget(title, this);
    dock->setObjectName(name);
    dock->setWidget(widget);
    dock->setFeatures(QDockWidget::DockWidgetMovable | QDockWidget::DockWidgetFloatable |
                      QDockWidget::DockWidgetClosable);
    addDockWidget(area, dock);
    QAction* toggle = dock->toggleViewAction();
    toggle->setToolTip(tr("Shows or hides “%1”").arg(title));
    m_actions.append(toggle);
    return dock;
}

QAction* Page::addPageAction(const QString& name, const QString& text, const QString& tip) {
    auto* action = new QAction(text, this);
    action->setObjectName(name);
    action->setToolTip(tip);
    m_actions.append(action);
    return action;
}

void Page::rememberLayout() {
    m_firstLayout = saveState();
}

void Page::resetLayout() {
    if (m_putAway) {
        m_putAway = m_firstLayout;
    } else {
        restoreState(m_firstLayout);
    }
}

QByteArray Page::dockLayout() const {
    return m_putAway ? *m_putAway : saveState();
}

void Page::putDocksAway(bool away) {
    if (away == m_putAway.has_value()) {
        return;
    }
    const QByteArray before = dockLayout();
    for (QDockWidget* dock : findChildren<QDockWidget*>(Qt::FindDirectChildrenOnly)) {
        if (away) {
            dock->hide();
        }
        dock->toggleViewAction()->setEnabled(!away);
    }
    if (away) {
        m_putAway = before;
    } else {
        m_putAway.reset();
        restoreState(before);
    }
}

} // namespace salient::ui
