// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// QCustomPlot's header wants the short Qt keywords, which we do not use: `emit` is a name of ours. Only plots/*.cpp
// include this file.

#include <QtGlobal>

#define signals Q_SIGNALS
#define slots Q_SLOTS
#define emit Q_EMIT
#define foreach Q_FOREACH
#include <qcustomplot.h>
#undef signals
#undef slots
#undef emit
#undef foreach
