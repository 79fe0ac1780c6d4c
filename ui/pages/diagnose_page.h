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
class Measurement;

/// Which layers suffer, and which of them shall get more bits: bars of errors and of what the layers cost in quality,
/// marks by click, rectangle, key or threshold, and the bits that a size leads to.
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
    void markSelected(int bits);
    void selectWorse();
    QStringList modulesAt(int place) const;
    QString formatWords() const;
    bool shownAsSqnr() const;

    Session& m_session;
    Measurement* m_measurement;
    QStackedWidget* m_stack;
    ChartView* m_chart;
    QComboBox* m_measure;
    QDoubleSpinBox* m_threshold;
    QLabel* m_size;
    QLabel* m_exports;
    bool m_thresholdChosen = false; ///< by a person: a new run does not move it then
};

} // namespace salient::ui
