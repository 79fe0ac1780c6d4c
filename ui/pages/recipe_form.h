// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/session.h"

#include <QWidget>

class QCheckBox;
class QComboBox;
class QLabel;
class QLineEdit;
class QPlainTextEdit;
class QPushButton;
class QSpinBox;

namespace salient::ui {

/// Method, bits, group size, preset and output of a run, what it will cost, and the command line that does the same.
/// Every change is a step of the undo stack.
class RecipeForm : public QWidget {
    Q_OBJECT

public:
    explicit RecipeForm(Session& session, QWidget* parent = nullptr);

protected:
    void changeEvent(QEvent* event) override;

private:
    void build();
    void connectFields();
    void showRecipe();
    void showPlan();
    void showState();
    void fillGroupSizes();
    void change(const QString& undoText, const std::function<void(Recipe&)>& edit, int mergeKey = 0);

    Session& m_session;
    QComboBox* m_effort;
    QComboBox* m_method;
    QComboBox* m_bits;
    QComboBox* m_group;
    QSpinBox* m_samples;
    QSpinBox* m_length;
    QCheckBox* m_clip;
    QCheckBox* m_overwrite;
    QLineEdit* m_output;
    QPushButton* m_browse;
    QLabel* m_costs;
    QLabel* m_issues;
    QPlainTextEdit* m_command;
    QPushButton* m_copy;
    QPushButton* m_start;
    bool m_groupsInspected = true; ///< what stands beside the group sizes is of the inspection
    bool m_showing = false;        ///< fields are being set from the recipe
};

} // namespace salient::ui
