// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/pages/page.h"
#include "ui/session.h"

class QLabel;
class QLineEdit;
class QStackedWidget;
class QTreeView;

namespace salient::ui {

class EmptyState;

/// The open model: what it is, whether it can be quantised, what a run would cost, all its tensors.
class ModelPage : public Page {
    Q_OBJECT

public:
    ModelPage(Session& session, QWidget* parent = nullptr);

protected:
    void changeEvent(QEvent* event) override;

private:
    void refreshFacts();
    void refreshCosts();
    QString facts() const;

    Session& m_session;
    QStackedWidget* m_stack;
    EmptyState* m_empty;
    QLabel* m_name;
    QLabel* m_facts;
    QLabel* m_costs;
    QLineEdit* m_search;
    QTreeView* m_tree;
};

} // namespace salient::ui
