// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/json_fields.h"
#include "core/record/chart_data.h"

#include <string>
#include <string_view>
#include <utility>
#include <vector>

// Pieces of the report. All texts are escaped here. For .cpp files of core only.

namespace salient {

using HtmlRow = std::pair<std::string, std::string>; ///< name, value

/// A page up to its heading, which is open: "<header><h1>…</h1>".
std::string htmlBegin(const std::string& title);
/// A section with a heading; "" without content.
std::string htmlSection(std::string_view title, const std::string& content);
/// A table under names of columns; "" without rows.
std::string htmlTable(const std::vector<std::string>& columns, const std::vector<std::vector<std::string>>& rows);
/// A table of names and values; "" without rows.
std::string htmlPairs(const std::vector<HtmlRow>& rows);
/// The members of a JSON object as names and values, inner objects with dots; long lists by their length.
std::vector<HtmlRow> htmlRowsOf(const Json& object);
/// The points of all series of a chart, folded away.
std::string htmlNumbers(const ChartData& chart);
/// A chart with its title, its summary and its numbers.
std::string htmlFigure(const ChartData& chart, const std::string& id);
/// A paragraph per text, as a list; "" without any.
std::string htmlList(const std::vector<std::string>& texts);

} // namespace salient
