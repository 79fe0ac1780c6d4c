// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/templates/ast.h"

#include <span>
#include <string_view>
#include <utility>

// Jinja's filters (jinja2/filters.py) and transformers' tojson. Each throws Fault.

namespace salient::templates {

/// Null when there is none of that name.
FilterFunction findFilter(std::string_view name);

using FilterEntry = std::pair<std::string_view, FilterFunction>;
std::span<const FilterEntry> textFilters();      ///< text_filters.cpp
std::span<const FilterEntry> numberFilters();    ///< number_filters.cpp
std::span<const FilterEntry> sequenceFilters();  ///< sequence_filters.cpp
std::span<const FilterEntry> selectionFilters(); ///< selection_filters.cpp
std::span<const FilterEntry> orderFilters();     ///< order_filters.cpp

/// item.a.0.b for "a.0.b", item[3] for 3. `path` None gives the item itself.
Value valueAtPath(Interpreter& interpreter, const Value& item, const Value& path);

} // namespace salient::templates
