// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/session.h"

#include <functional>

namespace salient::ui {

/// What a click on a place of a chart (`first` = `last`) or a rectangle around several does to the selection: it
/// replaces it, adds to it with Shift or Ctrl, and a click with Ctrl takes away what was selected. `modulesAt` names
/// the layers of a place.
void selectPlaces(Session& session, const std::function<QStringList(int place)>& modulesAt, int first, int last,
                  Qt::KeyboardModifiers modifiers);

} // namespace salient::ui
