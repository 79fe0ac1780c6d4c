// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace salient::ui {

/// Name and explanation of a widget for people, tests and screen readers.
template <class Widget>
Widget* named(Widget* widget, const QString& object, const QString& name, const QString& tip) {
    widget->setObjectName(object);
    widget->setAccessibleName(name);
    widget->setToolTip(tip);
    return widget;
}

} // namespace salient::ui
