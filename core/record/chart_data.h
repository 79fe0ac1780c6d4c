// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace salient {

/// How a series is drawn.
enum class SeriesKind { Line, Points, Steps, Bars };

/// What a series means, which decides its colour in every theme.
enum class SeriesRole {
    First,     ///< the subject of the chart
    Second,    ///< what stands beside it
    Reference, ///< rounding to nearest, the original
    Winner,    ///< what was chosen
    Outlier,   ///< what stands out
    Numbered   ///< one of many equals: a colour and a dash of its place among the series
};

/// Points in data coordinates; `x` and `y` have equal length.
struct ChartSeries {
    std::string name;
    SeriesKind kind = SeriesKind::Line;
    SeriesRole role = SeriesRole::First;
    std::vector<double> x = {};
    std::vector<double> y = {};
    std::vector<double> error = {}; ///< half the length of an error bar per point; may be empty
};

/// A line across the chart with words.
struct ChartLevel {
    double value = 0;
    std::string name;
};

/// A chart as data: what the window draws, the report writes as SVG, a table lists and CSV holds. Axis names carry
/// their units.
struct ChartData {
    std::string title;
    std::string xAxis;
    std::string yAxis;
    bool logY = false;
    /// Names of the places 0, 1, … of the x axis, when it counts things (layers, blocks); empty for numbers.
    std::vector<std::string> categories;
    std::vector<ChartSeries> series;
    std::optional<ChartLevel> level; ///< horizontal
    std::optional<ChartLevel> floor; ///< horizontal too: what lies below it is noise
    std::optional<ChartLevel> limit; ///< vertical: what lies to the right of it is too much
    std::string summary;             ///< what a person would say of it in a sentence

    bool empty() const;
};

/// Finds the words of a language for an English text of a chart; texts hold fmt's placeholders.
using ChartWords = std::function<std::string(std::string_view english)>;
/// The English words.
std::string englishWords(std::string_view english);

/// A value of a CSV file, in quotes where it needs them (RFC 4180).
std::string csvText(const std::string& text);
/// The points of all series as comma-separated values, a header line first; texts quoted after RFC 4180.
std::string chartToCsv(const ChartData& chart);

} // namespace salient
