// SPDX-License-Identifier: Apache-2.0
#include "core/templates/filters.h"

#include "core/templates/attributes.h"

#include <algorithm>
#include <charconv>

namespace salient::templates {

FilterFunction findFilter(std::string_view name) {
    for (const auto& table : {textFilters(), numberFilters(), sequenceFilters(), selectionFilters(), orderFilters()}) {
        const auto found =
            std::find_if(table.begin(), table.end(), [&](const FilterEntry& entry) { return entry.first == name; });
        if (found != table.end()) {
            return found->second;
        }
    }
    return nullptr;
}

Value valueAtPath(Interpreter& interpreter, const Value& item, const Value& path) {
    if (path.isNone()) {
        return item;
    }
    if (path.asText() == nullptr) {
        return itemOf(interpreter, item, path);
    }
    Value value = item;
    std::string_view rest = path.asText()->bytes();
    while (true) {
        const std::string_view part = rest.substr(0, rest.find('.'));
        int64_t index = 0;
        const auto read = std::from_chars(part.data(), part.data() + part.size(), index);
        const bool isIndex = !part.empty() && read.ec == std::errc() && read.ptr == part.data() + part.size();
        value = itemOf(interpreter, value, isIndex ? Value(index) : Value(part));
        if (part.size() == rest.size()) {
            return value;
        }
        rest = rest.substr(part.size() + 1);
    }
}

} // namespace salient::templates
