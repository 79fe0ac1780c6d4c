// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/session.h"

#include <functional>

namespace salient::ui {

class ChartView;

/// What a click on a place of a chart or a rectangle around several does to the selection from now on: it replaces it,
/// adds to it with Shift or Ctrl, and a click with Ctrl takes away what was selected. `modulesAt` names the layers of a
/// place; whoever owns the chart outlives it.
void selectFrom(ChartView& chart, Session& session, const std::function<QStringList(int place)>& modulesAt);

} // namespace salient::ui
