// SPDX-License-Identifier: Apache-2.0
#include "core/report/html_tables.h"

#include "core/report/markup.h"
#include "core/report/report_style.h"
#include "core/report/svg_chart.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace salient {

namespace {

/// Longer lists are named by their length; result.json and recipe.json have them whole.
constexpr size_t kLongestList = 64;

std::string label(std::string_view key) {
    std::string words(key);
    std::replace(words.begin(), words.end(), '_', ' ');
    return words;
}

std::string scalarText(std::string_view key, const Json& value) {
    if (value.is_string()) {
        const std::string text = value.get<std::string>();
        return text.empty() ? "none" : text;
    }
    if (value.is_number() && key.find("bytes") != std::string_view::npos) {
        return markupBytes(value.get<double>());
    }
    if (value.is_number() && key.ends_with("seconds")) {
        return markupSeconds(value.get<double>());
    }
    if (value.is_number_float()) {
        return markupNumber(value.get<double>());
    }
    return value.is_null() ? "none" : value.is_boolean() ? (value.get<bool>() ? "yes" : "no") : jsonToText(value);
}

std::string listText(std::string_view key, const Json& list) {
    if (list.size() > kLongestList) {
        return fmt::format("{} entries", list.size());
    }
    std::string text;
    for (const Json& item : list) {
        text += (text.empty() ? "" : ", ") + (item.is_structured() ? jsonToText(item) : scalarText(key, item));
    }
    return text.empty() ? "none" : text;
}

void addRows(const Json& object, const std::string& prefix, std::vector<HtmlRow>& rows) {
    for (const auto& [key, value] : object.items()) {
        if (value.is_object()) {
            addRows(value, prefix + label(key) + " · ", rows);
        } else {
            rows.emplace_back(prefix + label(key), value.is_array() ? listText(key, value) : scalarText(key, value));
        }
    }
}

std::string placeName(const ChartData& chart, double x) {
    const double place = std::round(x);
    return place >= 0.0 && place < static_cast<double>(chart.categories.size())
               ? chart.categories[static_cast<size_t>(place)]
               : markupNumber(x);
}

std::string seriesRows(const ChartData& chart, const ChartSeries& series, bool errors) {
    std::string html = fmt::format("<tbody><tr><th colspan=\"{}\" scope=\"rowgroup\">{}</th></tr>\n", errors ? 3 : 2,
                                   escapeMarkup(series.name));
    for (size_t i = 0; i < std::min(series.x.size(), series.y.size()); ++i) {
        html += fmt::format("<tr><td>{}</td><td>{}</td>", escapeMarkup(placeName(chart, series.x[i])),
                            markupNumber(series.y[i]));
        if (errors) {
            html += fmt::format("<td>{}</td>", i < series.error.size() ? markupNumber(series.error[i]) : "");
        }
        html += "</tr>\n";
    }
    return html + "</tbody>\n";
}

} // namespace

std::string htmlBegin(const std::string& title) {
    const std::string name = escapeMarkup(title);
    return fmt::format(
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" "
        "content=\"width=device-width, initial-scale=1\">\n<meta name=\"color-scheme\" content=\"light dark\">\n"
        "<title>{} · Salient Studio</title>\n<style>\n{}{}</style>\n</head>\n<body>\n<header>\n<h1>{}</h1>\n",
        name, kReportStyle, chartStyle(), name);
}

std::string htmlSection(std::string_view title, const std::string& content) {
    return content.empty() ? "" : fmt::format("<section>\n<h2>{}</h2>\n{}</section>\n", title, content);
}

std::string htmlTable(const std::vector<std::string>& columns, const std::vector<std::vector<std::string>>& rows) {
    if (rows.empty()) {
        return "";
    }
    std::string html = "<table class=\"numbers\"><thead><tr>";
    for (const std::string& column : columns) {
        html += "<th scope=\"col\">" + escapeMarkup(column) + "</th>";
    }
    html += "</tr></thead><tbody>\n";
    for (const std::vector<std::string>& row : rows) {
        html += "<tr>";
        for (const std::string& value : row) {
            html += "<td>" + escapeMarkup(value) + "</td>";
        }
        html += "</tr>\n";
    }
    return html + "</tbody></table>\n";
}

std::string htmlPairs(const std::vector<HtmlRow>& rows) {
    if (rows.empty()) {
        return "";
    }
    std::string html = "<table class=\"pairs\"><tbody>\n";
    for (const auto& [name, value] : rows) {
        html += fmt::format("<tr><th scope=\"row\">{}</th><td>{}</td></tr>\n", escapeMarkup(name), escapeMarkup(value));
    }
    return html + "</tbody></table>\n";
}

std::vector<HtmlRow> htmlRowsOf(const Json& object) {
    std::vector<HtmlRow> rows;
    addRows(object, "", rows);
    return rows;
}

std::string htmlNumbers(const ChartData& chart) {
    const bool errors = std::any_of(chart.series.begin(), chart.series.end(),
                                    [](const ChartSeries& series) { return !series.error.empty(); });
    std::string html = fmt::format("<details><summary>Numbers: {}</summary>\n<table class=\"numbers\"><thead><tr><th "
                                   "scope=\"col\">{}</th><th scope=\"col\">{}</th>{}</tr></thead>\n",
                                   escapeMarkup(chart.title), escapeMarkup(chart.xAxis), escapeMarkup(chart.yAxis),
                                   errors ? "<th scope=\"col\">±</th>" : "");
    for (const ChartSeries& series : chart.series) {
        html += seriesRows(chart, series, errors);
    }
    html += "</table>\n";
    for (const std::optional<ChartLevel>& line : {chart.level, chart.floor, chart.limit}) {
        html += line ? fmt::format("<p>{}: {}</p>\n", escapeMarkup(line->name), markupNumber(line->value)) : "";
    }
    return html + "</details>\n";
}

std::string htmlFigure(const ChartData& chart, const std::string& id) {
    SvgOptions options;
    options.id = id;
    options.height = chart.categories.size() > 5 ? 430 : 320; // sloped names take more
    return fmt::format("<figure>\n<figcaption><strong>{}</strong> {}</figcaption>\n{}{}</figure>\n",
                       escapeMarkup(chart.title), escapeMarkup(chart.summary), chartToSvg(chart, options),
                       htmlNumbers(chart));
}

std::string htmlList(const std::vector<std::string>& texts) {
    if (texts.empty()) {
        return "";
    }
    std::string html = "<ul>\n";
    for (const std::string& text : texts) {
        html += "<li>" + escapeMarkup(text) + "</li>\n";
    }
    return html + "</ul>\n";
}

} // namespace salient
