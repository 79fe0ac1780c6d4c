// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/record/chart_data.h"

class QCPAxisRect;

namespace salient::ui {

/// Chooses where the axes of a chart have ticks: places by name, no fractions between things that are counted, powers
/// of ten no closer than their labels. A logarithmic axis is made one here.
void setTickers(QCPAxisRect& rect, const ChartData& chart);

} // namespace salient::ui
