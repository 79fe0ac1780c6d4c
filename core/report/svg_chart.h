// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/record/chart_data.h"

#include <string>
#include <string_view>

namespace salient {

/// How much of a chart is drawn.
enum class SvgDetail {
    Full,     ///< axes with names and ticks, legend, values as tool tips
    Thumbnail ///< the marks alone, for many charts beside each other
};

/// How a chart becomes SVG; sizes in CSS pixels.
struct SvgOptions {
    int width = 860;
    int height = 340;
    SvgDetail detail = SvgDetail::Full;
    std::string id = "chart"; ///< begins the ids within; another one for each chart of a page
    bool paper = false;       ///< white behind it, for a file of its own: what shows it may be dark
};

/// A chart as an <svg> element without scripts, links or outside fonts; its own attributes draw it on white. Title and
/// summary are its <title> and <desc>. Values that are not finite are left out.
std::string chartToSvg(const ChartData& chart, const SvgOptions& options);

/// A style sheet that a page holds once: charts shrink with it, and are dark where the reader prefers that.
std::string_view chartStyle();

} // namespace salient
