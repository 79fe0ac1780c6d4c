// SPDX-License-Identifier: Apache-2.0
#include "core/record/chart_data.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace salient {

bool ChartData::empty() const {
    return std::all_of(series.begin(), series.end(), [](const ChartSeries& one) { return one.x.empty(); });
}

std::string englishWords(std::string_view english) {
    return std::string(english);
}

std::string csvText(const std::string& text) {
    if (text.find_first_of(",\"\n\r") == std::string::npos) {
        return text;
    }
    std::string result = "\"";
    for (const char c : text) {
        result += c;
        if (c == '"') {
            result += c;
        }
    }
    return result + "\"";
}

static std::string placeName(const ChartData& chart, double x) {
    const double place = std::round(x);
    if (place >= 0.0 && place < static_cast<double>(chart.categories.size())) {
        return csvText(chart.categories[static_cast<size_t>(place)]);
    }
    return fmt::format("{}", x);
}

std::string chartToCsv(const ChartData& chart) {
    const bool errors = std::any_of(chart.series.begin(), chart.series.end(),
                                    [](const ChartSeries& one) { return !one.error.empty(); });
    std::string text = fmt::format("series,{},{}{}\n", csvText(chart.xAxis), csvText(chart.yAxis), errors ? ",±" : "");
    for (const ChartSeries& series : chart.series) {
        for (size_t i = 0; i < series.x.size(); ++i) {
            text += fmt::format("{},{},{}", csvText(series.name), placeName(chart, series.x[i]), series.y[i]);
            if (errors) {
                text += i < series.error.size() ? fmt::format(",{}", series.error[i]) : ",";
            }
            text += '\n';
        }
    }
    return text;
}

} // namespace salient
