// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

class QCustomPlot;

namespace salient::ui {

/// Writes the plot as it is shown; SVG keeps its lines, PNG has twice the pixels. Returns what went wrong in a
/// sentence, empty when it was written.
QString savePlotAsSvg(QCustomPlot& plot, const QString& title, const QString& file);
QString savePlotAsPng(QCustomPlot& plot, const QString& file);
/// Writes a text file by rename. Returns what went wrong in a sentence, empty when it was written.
QString saveText(const QByteArray& text, const QString& file);

} // namespace salient::ui
