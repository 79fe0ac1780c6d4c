// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/layer_model.h"
#include "ui/pages/page.h"
#include "ui/session.h"

class QComboBox;
class QDoubleSpinBox;
class QLabel;
class QStackedWidget;

namespace salient::ui {

class ChartView;

/// Which layers suffer, and which of them shall get more bits: bars with a threshold line, marks by click, rectangle,
/// key or threshold.
class DiagnosePage : public Page {
    Q_OBJECT

public:
    DiagnosePage(Session& session, LayerModel& layers, QWidget* parent = nullptr);

protected:
    void changeEvent(QEvent* event) override;

private:
    QWidget* buildControls();
    void buildActions();
    void refresh();
    void refreshChart();
    void refreshSummary();
    void selectPlaces(int first, int last, Qt::KeyboardModifiers modifiers);
    void markSelected(int bits);
    void selectWorse();
    QString moduleAt(int place) const;
    bool shownAsSqnr() const;

    Session& m_session;
    QStackedWidget* m_stack;
    ChartView* m_chart;
    QComboBox* m_measure;
    QDoubleSpinBox* m_threshold;
    QLabel* m_size;
    QLabel* m_exports;
    bool m_thresholdChosen = false; ///< by a person: a new run does not move it then
};

} // namespace salient::ui
