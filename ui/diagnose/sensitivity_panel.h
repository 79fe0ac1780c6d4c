// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/record/sensitivity_charts.h"
#include "ui/diagnose/measurement.h"

#include <QWidget>

class QCheckBox;
class QComboBox;
class QDoubleSpinBox;
class QPushButton;
class QStackedWidget;

namespace salient::ui {

class ChartView;
class MeasureForm;

/// What every set of layers costs, as measured: bars with errors and the noise floor, selected and marked as the bars
/// of the errors are. Without a measurement, what one needs.
class SensitivityPanel : public QWidget {
    Q_OBJECT

public:
    SensitivityPanel(Session& session, Measurement& measurement, QWidget* parent = nullptr);

private:
    QWidget* buildControls();
    SensitivityView view() const;
    void rebuild();
    void refreshMarks();
    void showState();
    void selectAbove();
    QStringList modulesAt(int place) const;

    Session& m_session;
    Measurement& m_measurement;
    QStackedWidget* m_stack;
    MeasureForm* m_form;
    ChartView* m_chart;
    QComboBox* m_measure;
    QComboBox* m_sweep;
    QCheckBox* m_sorted;
    QDoubleSpinBox* m_threshold;
    SetEffects m_effects; ///< in the order of the places
    ChartData m_data;     ///< without the threshold
};

} // namespace salient::ui
