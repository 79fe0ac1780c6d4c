// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/record/chart_data.h"
#include "ui/theme.h"

#include <QMap>
#include <QPalette>
#include <QSet>

class QCPAxisRect;
class QCustomPlot;

namespace salient::ui {

/// What is drawn differently from the rest, by place on the x axis.
struct ChartMarks {
    QSet<int> selected;
    QMap<int, SeriesRole> roles; ///< bars in another colour
};

/// Fonts, colours and lines of the frame, after a change of theme too.
void styleChart(QCPAxisRect& rect, const QPalette& palette);

/// Puts the data of a chart into an empty axis rectangle.
void drawChart(QCPAxisRect& rect, const ChartData& chart, const ChartMarks& marks, const QPalette& palette);

} // namespace salient::ui
