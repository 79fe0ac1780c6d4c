// SPDX-License-Identifier: Apache-2.0
#include "core/report/svg_chart.h"

#include "core/report/markup.h"
#include "core/report/svg_frame.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace salient {

namespace {

/// Points are drawn on a line of its own when there are fewer.
constexpr size_t kFewPoints = 60;
/// Marks that say their value when the pointer rests on them; more would make the page slow.
constexpr size_t kMostTips = 600;

std::string placeName(const ChartData& chart, double x) {
    const double place = std::round(x);
    return place >= 0.0 && place < static_cast<double>(chart.categories.size())
               ? chart.categories[static_cast<size_t>(place)]
               : markupNumber(x);
}

std::string tip(const ChartData& chart, const ChartSeries& series, size_t point) {
    if (series.x.size() > kMostTips) {
        return "";
    }
    const std::string words =
        fmt::format("{}: {} ({})", placeName(chart, series.x[point]), markupNumber(series.y[point]), series.name);
    return "<title>" + escapeMarkup(words) + "</title>";
}

/// Calls `draw(point, x, y)` for every point that has a place; `gap()` where one has none.
template <class Draw, class Gap>
void forEachPoint(const ChartSeries& series, const SvgFrame& frame, const Draw& draw, const Gap& gap) {
    for (size_t i = 0; i < std::min(series.x.size(), series.y.size()); ++i) {
        const double x = frame.atX(series.x[i]);
        const double y = frame.atY(series.y[i]);
        if (std::isfinite(x) && std::isfinite(y)) {
            draw(i, x, y);
        } else {
            gap();
        }
    }
}

std::string linePath(const ChartSeries& series, const SvgFrame& frame) {
    std::string path;
    bool open = false;
    forEachPoint(
        series, frame,
        [&](size_t, double x, double y) {
            path += fmt::format("{}{:.1f} {:.1f}", open ? "L" : "M", x, y);
            open = true;
        },
        [&] { open = false; });
    return path;
}

/// Each value holds for half a step before it and after it; steps have the width of the first.
std::string stepPath(const ChartSeries& series, const SvgFrame& frame) {
    const double step = series.x.size() < 2 ? 0.0 : frame.atX(series.x[1]) - frame.atX(series.x[0]);
    const double half = std::isfinite(step) ? std::abs(step) / 2 : 0.0;
    std::string path;
    double end = 0;
    bool open = false;
    const auto close = [&] {
        path += open ? fmt::format("H{:.1f}", end) : "";
        open = false;
    };
    forEachPoint(
        series, frame,
        [&](size_t, double x, double y) {
            const double begin = std::max(frame.left, x - half);
            path += open ? fmt::format("H{:.1f}V{:.1f}", begin, y) : fmt::format("M{:.1f} {:.1f}", begin, y);
            end = std::min(frame.right, x + half);
            open = true;
        },
        close);
    close();
    return path;
}

std::string drawDots(const ChartData& chart, const ChartSeries& series, const SvgFrame& frame, double radius,
                     SvgDetail detail) {
    std::string svg = "<g fill=\"currentColor\">\n";
    forEachPoint(
        series, frame,
        [&](size_t i, double x, double y) {
            svg += fmt::format("<circle cx=\"{:.1f}\" cy=\"{:.1f}\" r=\"{}\">{}</circle>\n", x, y, radius,
                               detail == SvgDetail::Full ? tip(chart, series, i) : "");
        },
        [] {});
    return svg + "</g>\n";
}

std::string drawBars(const ChartData& chart, const ChartSeries& series, const SvgFrame& frame) {
    std::string svg = "<g fill=\"currentColor\">\n";
    const double width = std::max(0.5, 0.8 * (frame.atX(1.0) - frame.atX(0.0)));
    const double ground = frame.y.logarithmic ? frame.bottom : std::clamp(frame.atY(0.0), frame.top, frame.bottom);
    forEachPoint(
        series, frame,
        [&](size_t i, double x, double y) {
            svg += fmt::format("<rect x=\"{:.1f}\" y=\"{:.1f}\" width=\"{:.1f}\" height=\"{:.1f}\">{}</rect>\n",
                               x - width / 2, std::min(y, ground), width, std::abs(ground - y), tip(chart, series, i));
        },
        [] {});
    return svg + "</g>\n";
}

std::string drawPath(const std::string& path, std::string_view dash) {
    return path.empty() ? ""
                        : fmt::format("<path fill=\"none\" stroke=\"currentColor\" stroke-width=\"1.6\" "
                                      "stroke-linejoin=\"round\"{} d=\"{}\"/>\n",
                                      dash, path);
}

std::string drawErrors(const ChartSeries& series, const SvgFrame& frame) {
    std::string path;
    forEachPoint(
        series, frame,
        [&](size_t i, double x, double) {
            const double error = i < series.error.size() ? series.error[i] : 0.0;
            const double high = frame.atY(series.y[i] + error);
            const double low = frame.atY(series.y[i] - error);
            if (error > 0.0 && std::isfinite(high) && std::isfinite(low)) {
                path += fmt::format("M{:.1f} {:.1f}V{:.1f}m-3 0h6M{:.1f} {:.1f}h6", x, low, high, x - 3, low);
            }
        },
        [] {});
    return path.empty()
               ? ""
               : fmt::format("<path class=\"errors\" fill=\"none\" stroke=\"currentColor\" d=\"{}\"/>\n", path);
}

std::string marksOf(const ChartData& chart, size_t place, const SvgFrame& frame, SvgDetail detail) {
    const ChartSeries& series = chart.series[place];
    const double small = detail == SvgDetail::Thumbnail ? 2.0 : 2.5;
    switch (series.kind) {
    case SeriesKind::Bars:
        return drawBars(chart, series, frame) + drawErrors(series, frame);
    case SeriesKind::Points:
        return drawErrors(series, frame) +
               drawDots(chart, series, frame, series.role == SeriesRole::Winner ? small * 1.8 : small, detail);
    case SeriesKind::Steps:
        return drawPath(stepPath(series, frame), svgDashOf(series, place));
    case SeriesKind::Line:
        break;
    }
    std::string svg = drawPath(linePath(series, frame), svgDashOf(series, place));
    if (detail == SvgDetail::Full) {
        svg += drawErrors(series, frame);
        if (series.x.size() < kFewPoints) {
            svg += drawDots(chart, series, frame, 2.0, detail);
        }
    }
    return svg;
}

std::string drawLevel(const ChartLevel& level, SeriesRole role, const SvgFrame& frame, SvgDetail detail) {
    const double y = frame.atY(level.value);
    if (!std::isfinite(y)) {
        return "";
    }
    std::string svg = fmt::format("<g class=\"{}\" color=\"{}\">\n<path fill=\"none\" stroke=\"currentColor\" "
                                  "stroke-dasharray=\"6 4\" d=\"M{:.1f} {:.1f}H{:.1f}\"/>\n",
                                  svgClassOf(role, 0), svgColorOf(role, 0), frame.left, y, frame.right);
    if (detail == SvgDetail::Full) {
        const double words = y - frame.top < 18.0 ? y + 14 : y - 5;
        svg += fmt::format("<text x=\"{:.1f}\" y=\"{:.1f}\" text-anchor=\"end\" fill=\"currentColor\">{}</text>\n",
                           frame.right - 4, words, escapeMarkup(level.name));
    }
    return svg + "</g>\n";
}

std::string drawLimit(const ChartLevel& limit, const SvgFrame& frame, SvgDetail detail) {
    const double x = frame.atX(limit.value);
    if (!(x >= frame.left && x <= frame.right)) {
        return "";
    }
    std::string svg =
        fmt::format("<g class=\"{}\" color=\"{}\">\n<path fill=\"none\" stroke=\"currentColor\" "
                    "stroke-dasharray=\"6 4\" d=\"M{:.1f} {:.1f}V{:.1f}\"/>\n",
                    svgClassOf(SeriesRole::Outlier, 0), svgColorOf(SeriesRole::Outlier, 0), x, frame.top, frame.bottom);
    if (detail == SvgDetail::Full) {
        const bool right = x > (frame.left + frame.right) / 2;
        svg += fmt::format("<text x=\"{:.1f}\" y=\"{:.1f}\" text-anchor=\"{}\" fill=\"currentColor\">{}</text>\n",
                           right ? x - 4 : x + 4, frame.top + 14, right ? "end" : "start", escapeMarkup(limit.name));
    }
    return svg + "</g>\n";
}

} // namespace

std::string chartToSvg(const ChartData& chart, const SvgOptions& options) {
    const SvgFrame frame = svgFrameOf(chart, options);
    const std::string id = escapeMarkup(options.id);
    std::string svg = fmt::format(
        "<svg class=\"chart\" xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {} {}\" width=\"{}\" height=\"{}\" "
        "font-family=\"system-ui, sans-serif\" font-size=\"12\" color=\"#1b1f24\" "
        "role=\"img\" aria-labelledby=\"{}-title {}-words\">\n"
        "<title id=\"{}-title\">{}</title>\n<desc id=\"{}-words\">{}</desc>\n",
        options.width, options.height, options.width, options.height, id, id, id, escapeMarkup(chart.title), id,
        escapeMarkup(chart.summary));
    if (options.paper) {
        svg += "<rect width=\"100%\" height=\"100%\" fill=\"#ffffff\"/>\n";
    }
    svg += drawSvgFrame(chart, frame, options);
    for (size_t i = 0; i < chart.series.size(); ++i) {
        svg += fmt::format("<g class=\"{}\" color=\"{}\">\n{}</g>\n", svgClassOf(chart.series[i].role, i),
                           svgColorOf(chart.series[i].role, i), marksOf(chart, i, frame, options.detail));
    }
    if (chart.level) {
        svg += drawLevel(*chart.level, SeriesRole::Outlier, frame, options.detail);
    }
    if (chart.floor) {
        svg += drawLevel(*chart.floor, SeriesRole::Reference, frame, options.detail);
    }
    if (chart.limit) {
        svg += drawLimit(*chart.limit, frame, options.detail);
    }
    return svg + "</svg>\n";
}

// Hues after Okabe & Ito, "Color Universal Design" (2008), lightened for contrast on black; svgColorOf() has those on
// white.
std::string_view chartStyle() {
    return R"(.chart { max-width: 100%; height: auto; }
@media screen and (prefers-color-scheme: dark) {
.chart { color: #e6e8ea; }
.chart .area { stroke: #7d858f; }
.chart .grid { stroke: #3a3f46; }
.chart .first, .chart .hue0 { color: #56b4e9; }
.chart .outlier, .chart .hue1 { color: #ff8f5a; }
.chart .winner, .chart .hue2 { color: #2fd3a4; }
.chart .hue3 { color: #e08fbf; }
.chart .second, .chart .hue4 { color: #e69f00; }
.chart .hue5 { color: #8fd0ff; }
.chart .hue6 { color: #f0e442; }
.chart .hue7 { color: #d0d4d9; }
.chart .reference { color: #9aa1a9; }
}
)";
}

} // namespace salient
