// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/record/study_charts.h"

#include <QWidget>

class QComboBox;

namespace salient::ui {

class ChartView;

/// The two charts of a study side by side, and what their axes show.
class StudyChartsView : public QWidget {
    Q_OBJECT

public:
    explicit StudyChartsView(QWidget* parent = nullptr);
    /// A null record empties the charts.
    void showStudy(const StudyRecord* record);

private:
    void redraw();
    StudyView view() const;

    StudyRecord m_record; ///< without lines: nothing is there
    QComboBox* m_quality;
    QComboBox* m_size;
    ChartView* m_sizes;
    ChartView* m_samples;
};

} // namespace salient::ui
