// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/report/axis_ticks.h"
#include "core/report/svg_chart.h"

#include <string>
#include <string_view>

namespace salient {

/// Where on the picture the data of a chart lie; pixels from the upper left corner.
struct SvgFrame {
    double left = 0;
    double top = 0;
    double right = 0;
    double bottom = 0;
    AxisRange x;
    AxisRange y;
    bool slopedNames = false; ///< of the x axis' places, that side by side would run into each other

    double atX(double value) const { return left + x.share(value) * (right - left); }
    double atY(double value) const { return bottom - y.share(value) * (bottom - top); }
};

/// Leaves room for ticks, names and legend.
SvgFrame svgFrameOf(const ChartData& chart, const SvgOptions& options);
/// Grid, ticks, names of the axes, legend.
std::string drawSvgFrame(const ChartData& chart, const SvgFrame& frame, const SvgOptions& options);
/// The class of a series in chartStyle(): its role, or the hue of its place.
std::string svgClassOf(SeriesRole role, size_t place);
/// Its colour on white.
std::string_view svgColorOf(SeriesRole role, size_t place);
/// The attribute that dashes its line; "" for a whole one. Places with the same hue have different dashes.
std::string_view svgDashOf(const ChartSeries& series, size_t place);
/// "…down_proj": the end of a name, which tells layers apart; at most `characters` long.
std::string shortenedAtFront(std::string_view name, size_t characters);

} // namespace salient
