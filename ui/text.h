// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <string>
#include <string_view>

// How the window writes values; all in the user's language.

namespace salient::ui {

QString text(std::string_view utf8);
/// "113.9 MB": decimal units, as the command line.
QString bytesText(qint64 bytes);
/// "3 min 50 s"
QString durationText(double seconds);
/// Three significant digits; very small and large numbers with an exponent.
QString numberText(double value);
/// "134.5 million"
QString countText(qint64 count);
/// The words of a chart in the language of the window (core/record/chart_texts.h).
std::string chartWord(std::string_view english);

} // namespace salient::ui
