// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/pages/page.h"
#include "ui/session.h"

class QLabel;
class QLineEdit;
class QPushButton;
class QStackedWidget;
class QTabWidget;
class QTreeView;

namespace salient::ui {

class EmptyState;
class StoredLayers;

/// The open model: what it is, whether it can be quantised, what a run would cost, all its tensors; of a quantised one,
/// how its layers are stored and what can be done with it.
class ModelPage : public Page {
    Q_OBJECT

public:
    ModelPage(Session& session, QWidget* parent = nullptr);

protected:
    void changeEvent(QEvent* event) override;

private:
    void refreshFacts();
    void refreshCosts();
    void refreshActions();
    QWidget* buildActions();
    QWidget* buildParts();
    QString facts() const;

    Session& m_session;
    QStackedWidget* m_stack;
    EmptyState* m_empty;
    QLabel* m_name;
    QLabel* m_facts;
    QLabel* m_costs;
    QLineEdit* m_search;
    QTreeView* m_tree;
    QTabWidget* m_parts;
    StoredLayers* m_stored;
    QPushButton* m_quantise;
    QPushButton* m_chat;
    QPushButton* m_compare;
    QPushButton* m_export;
};

} // namespace salient::ui
