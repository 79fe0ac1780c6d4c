// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <string>
#include <vector>

namespace salient::ui {

/// One source of a recipe, as core/calibration/source_spec.h describes it.
struct CalibrationSource {
    QString place;   ///< a file or the name of a preset
    QString key;     ///< field of the records; empty: found by their shape
    double weight{}; ///< 0: by its size

    bool operator==(const CalibrationSource&) const = default;
};

/// PLACE[#KEY][:WEIGHT] and back. What is no weight is part of the place, and a file that has the whole name is that
/// file.
CalibrationSource sourceFromText(const std::string& text);
std::string sourceToText(const CalibrationSource& source);

/// Share of each source of the samples, 0 … 1, when one has a weight; empty when all go by their size.
std::vector<double> sharesOf(const std::vector<CalibrationSource>& sources);

/// Text, Markdown, JSON lines, JSON, CSV or Parquet, by its name.
bool isCalibrationFile(const QString& file);
/// Its records have fields.
bool hasFields(const QString& file);

} // namespace salient::ui
