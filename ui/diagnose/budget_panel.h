// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/diagnose/budget.h"
#include "ui/diagnose/marked_run.h"

#include <QWidget>

class QCheckBox;
class QComboBox;
class QDoubleSpinBox;
class QLabel;
class QPushButton;
class QSlider;

namespace salient::ui {

class ChartView;

/// Size against quality: a budget to draw, slide or type, what it leads to, and two buttons that use it.
class BudgetPanel : public QWidget {
    Q_OBJECT

public:
    BudgetPanel(Session& session, Measurement& measurement, QWidget* parent = nullptr);

    Budget& budget() { return *m_budget; }

private:
    QWidget* buildFields();
    QWidget* buildViewRow();
    QWidget* buildButtons();
    BudgetView view() const;
    void refresh();
    void refreshFields();

    Session& m_session;
    Budget* m_budget;
    MarkedRun* m_run;
    ChartView* m_chart;
    QComboBox* m_size;
    QComboBox* m_quality;
    QSlider* m_slider;
    QDoubleSpinBox* m_bits;
    QDoubleSpinBox* m_megabytes;
    QCheckBox* m_eight;
    QCheckBox* m_sixteen;
    QLabel* m_words;
    QLabel* m_promise;
    QPushButton* m_use;
    QPushButton* m_again;
};

} // namespace salient::ui
