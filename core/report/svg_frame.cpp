// SPDX-License-Identifier: Apache-2.0
#include "core/report/svg_frame.h"

#include "core/report/markup.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

namespace salient {

namespace {

constexpr double kCharacterWidth = 6.4; ///< of the text's 12 pixels, rather too wide than too narrow
constexpr double kNameRow = 18.0;       ///< for the name of the y axis
constexpr double kLegendRow = 18.0;
constexpr double kLegendMark = 30.0;
constexpr size_t kHueCount = 8;
constexpr size_t kLongestPlace = 28;   ///< characters of a place's name
constexpr size_t kLongestSeries = 60;  ///< characters of a series' name
constexpr size_t kMostPlaces = 32;     ///< names below the x axis
constexpr double kSlope = 60.0;        ///< degrees, of names that do not fit side by side
constexpr double kSlopeHeight = 0.866; ///< its sine
constexpr double kSlopeWidth = 0.5;    ///< its cosine

bool isContinuation(char byte) {
    return (static_cast<unsigned char>(byte) & 0xC0U) == 0x80U;
}

size_t characterCount(std::string_view text) {
    return static_cast<size_t>(
        std::count_if(text.begin(), text.end(), [](char byte) { return !isContinuation(byte); }));
}

/// A name below the x axis.
struct Place {
    double x = 0;
    std::string name;
};

std::vector<Place> placesOf(const ChartData& chart, const AxisRange& range) {
    std::vector<Place> places;
    if (chart.categories.empty()) {
        for (const double tick : ticksOf(range, 8)) {
            places.push_back({tick, tickNumber(tick)});
        }
        return places;
    }
    const size_t step = (chart.categories.size() + kMostPlaces - 1) / kMostPlaces;
    for (size_t i = 0; i < chart.categories.size(); i += step) {
        places.push_back({static_cast<double>(i), shortenedAtFront(chart.categories[i], kLongestPlace)});
    }
    return places;
}

double longestName(const std::vector<Place>& places) {
    size_t longest = 0;
    for (const Place& place : places) {
        longest = std::max(longest, characterCount(place.name));
    }
    return static_cast<double>(longest) * kCharacterWidth;
}

// Names that side by side would run into each other.
bool areSloped(const ChartData& chart, const std::vector<Place>& places, const SvgOptions& options) {
    constexpr double kShareOfWidth = 0.85; // what the names of the values leave, about
    const double wanted = static_cast<double>(places.size()) * (longestName(places) + 2 * kCharacterWidth);
    return !chart.categories.empty() && wanted > kShareOfWidth * options.width;
}

struct LegendEntry {
    double x = 0; ///< from the left end of the data
    double row = 0;
    size_t series = 0;
    std::string name;
};

/// Side by side, in as many rows as it takes; empty for a single series.
std::vector<LegendEntry> legendOf(const ChartData& chart, double width) {
    std::vector<LegendEntry> entries;
    double x = 0;
    double row = 0;
    for (size_t i = 0; i < chart.series.size(); ++i) {
        if (chart.series[i].x.empty()) {
            continue;
        }
        const std::string name = shortenedAtFront(chart.series[i].name, kLongestSeries);
        const double wide = kLegendMark + static_cast<double>(characterCount(name)) * kCharacterWidth + 12.0;
        if (x > 0.0 && x + wide > width) {
            x = 0;
            row += 1;
        }
        entries.push_back({x, row, i, name});
        x += wide;
    }
    return entries.size() > 1 ? entries : std::vector<LegendEntry>();
}

std::string textAt(double x, double y, std::string_view anchor, std::string_view words) {
    return fmt::format("<text x=\"{:.1f}\" y=\"{:.1f}\" text-anchor=\"{}\" fill=\"currentColor\">{}</text>\n", x, y,
                       anchor, escapeMarkup(words));
}

/// Grid and ticks; the name lies flat above, where a long one fits.
std::string drawY(const ChartData& chart, const SvgFrame& frame) {
    std::string lines = "M0 0";
    std::string words = textAt(4, 14, "start", chart.yAxis);
    for (const double tick : ticksOf(frame.y, 6)) {
        const double y = frame.atY(tick);
        lines += fmt::format("M{:.1f} {:.1f}H{:.1f}", frame.left, y, frame.right);
        words += textAt(frame.left - 6, y + 4, "end", tickNumber(tick));
    }
    return fmt::format("<path class=\"grid\" fill=\"none\" stroke=\"#dcdfe4\" d=\"{}\"/>\n{}", lines, words);
}

std::string drawX(const ChartData& chart, const SvgFrame& frame, const SvgOptions& options) {
    std::string lines = "M0 0";
    std::string words;
    const std::vector<Place> places = placesOf(chart, frame.x);
    for (const Place& place : places) {
        const double x = frame.atX(place.x);
        lines += fmt::format("M{:.1f} {:.1f}v4", x, frame.bottom);
        if (frame.slopedNames) {
            words += fmt::format("<text transform=\"translate({:.1f} {:.1f}) rotate(-{})\" text-anchor=\"end\" "
                                 "fill=\"currentColor\">{}</text>\n",
                                 x + 4, frame.bottom + 12, kSlope, escapeMarkup(place.name));
        } else {
            words += textAt(x, frame.bottom + 17, "middle", place.name);
        }
    }
    return fmt::format("<path class=\"area\" fill=\"none\" stroke=\"#8a919b\" d=\"{}\"/>\n{}", lines, words) +
           textAt((frame.left + frame.right) / 2, options.height - 5.0, "middle", chart.xAxis);
}

std::string legendMark(const ChartSeries& series, size_t place, double x, double y) {
    if (series.kind == SeriesKind::Points) {
        return fmt::format("<circle fill=\"currentColor\" cx=\"{:.1f}\" cy=\"{:.1f}\" r=\"4\"/>", x + 10, y - 4);
    }
    if (series.kind == SeriesKind::Bars) {
        return fmt::format("<rect fill=\"currentColor\" x=\"{:.1f}\" y=\"{:.1f}\" width=\"12\" height=\"10\"/>", x + 4,
                           y - 9);
    }
    return fmt::format("<path fill=\"none\" stroke=\"currentColor\" stroke-width=\"1.6\"{} d=\"M{:.1f} {:.1f}h20\"/>",
                       svgDashOf(series, place), x, y - 4);
}

std::string drawLegend(const ChartData& chart, const SvgFrame& frame) {
    std::string svg;
    for (const LegendEntry& entry : legendOf(chart, frame.right - frame.left)) {
        const double x = frame.left + entry.x;
        const double y = kNameRow + 14.0 + entry.row * kLegendRow;
        const ChartSeries& series = chart.series[entry.series];
        svg += fmt::format("<g class=\"{}\" color=\"{}\">{}</g>", svgClassOf(series.role, entry.series),
                           svgColorOf(series.role, entry.series), legendMark(series, entry.series, x, y));
        svg += textAt(x + kLegendMark - 4, y, "start", entry.name);
    }
    return svg;
}

} // namespace

std::string shortenedAtFront(std::string_view name, size_t characters) {
    size_t count = characterCount(name);
    if (count <= characters) {
        return std::string(name);
    }
    size_t begin = 0;
    while (begin < name.size() && (count >= characters || isContinuation(name[begin]))) {
        count -= isContinuation(name[begin]) ? 0 : 1;
        ++begin;
    }
    return "…" + std::string(name.substr(begin));
}

std::string svgClassOf(SeriesRole role, size_t place) {
    switch (role) {
    case SeriesRole::First:
        return "first";
    case SeriesRole::Second:
        return "second";
    case SeriesRole::Reference:
        return "reference";
    case SeriesRole::Winner:
        return "winner";
    case SeriesRole::Outlier:
        return "outlier";
    case SeriesRole::Numbered:
        break;
    }
    return fmt::format("hue{}", place % kHueCount);
}

// Hues after Okabe & Ito, "Color Universal Design" (2008), darkened for contrast on white; chartStyle() has those on
// black.
std::string_view svgColorOf(SeriesRole role, size_t place) {
    static constexpr std::array<std::string_view, kHueCount> kHues = {"#0072b2", "#c24e00", "#007a5a", "#a8497d",
                                                                      "#b36b00", "#2f8fc4", "#7a7000", "#3f444b"};
    switch (role) {
    case SeriesRole::First:
        return kHues[0];
    case SeriesRole::Second:
        return kHues[4];
    case SeriesRole::Reference:
        return "#6b7280";
    case SeriesRole::Winner:
        return kHues[2];
    case SeriesRole::Outlier:
        return kHues[1];
    case SeriesRole::Numbered:
        break;
    }
    return kHues[place % kHueCount];
}

std::string_view svgDashOf(const ChartSeries& series, size_t place) {
    static constexpr std::array<std::string_view, 3> kDashes = {"", " stroke-dasharray=\"7 3\"",
                                                                " stroke-dasharray=\"2 3\""};
    return series.role == SeriesRole::Numbered ? kDashes[place / kHueCount % kDashes.size()] : kDashes[0];
}

SvgFrame svgFrameOf(const ChartData& chart, const SvgOptions& options) {
    SvgFrame frame{3, 3, options.width - 3.0, options.height - 3.0, rangeOfX(chart), rangeOfY(chart)};
    if (options.detail == SvgDetail::Thumbnail) {
        return frame;
    }
    size_t widest = 1;
    for (const double tick : ticksOf(frame.y, 6)) {
        widest = std::max(widest, characterCount(tickNumber(tick)));
    }
    const std::vector<Place> places = placesOf(chart, frame.x);
    frame.slopedNames = areSloped(chart, places, options);
    const double slopedName = frame.slopedNames ? longestName(places) : 0.0;
    frame.left = std::max(12.0 + static_cast<double>(widest) * kCharacterWidth, slopedName * kSlopeWidth);
    frame.right = options.width - 14.0;
    const double names = frame.slopedNames ? slopedName * kSlopeHeight + 10.0 : 20.0;
    frame.bottom = options.height - 22.0 - names;
    const std::vector<LegendEntry> legend = legendOf(chart, frame.right - frame.left);
    frame.top = kNameRow + 6.0 + (legend.empty() ? 0.0 : (legend.back().row + 1) * kLegendRow);
    // A legend or names of hostile length leave no room; the picture still has to be one.
    frame.bottom = std::max(frame.bottom, frame.top + 20.0);
    return frame;
}

std::string drawSvgFrame(const ChartData& chart, const SvgFrame& frame, const SvgOptions& options) {
    const std::string area =
        fmt::format("<rect class=\"area\" fill=\"none\" stroke=\"#8a919b\" x=\"{:.1f}\" y=\"{:.1f}\" width=\"{:.1f}\" "
                    "height=\"{:.1f}\"/>\n",
                    frame.left, frame.top, frame.right - frame.left, frame.bottom - frame.top);
    if (options.detail == SvgDetail::Thumbnail) {
        return area;
    }
    return drawY(chart, frame) + area + drawX(chart, frame, options) + drawLegend(chart, frame);
}

} // namespace salient
