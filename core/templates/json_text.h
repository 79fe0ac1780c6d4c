// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/templates/budget.h"
#include "core/templates/value.h"

#include <nlohmann/json_fwd.hpp>

#include <optional>

namespace salient::templates {

/// The arguments of Python's json.dumps that templates use.
struct JsonStyle {
    std::optional<MarkedText> indent;
    MarkedText itemSeparator = MarkedText::own(", ");
    MarkedText keySeparator = MarkedText::own(": ");
    bool onlyAscii = false;
    bool sortKeys = false;
};

/// json.dumps(value). Throws Fault for what JSON cannot say and beyond the budget.
MarkedText jsonText(Budget& budget, const Value& value, const JsonStyle& style);

/// A JSON value as a template sees it; its texts and keys are the user's or the program's own. Throws Fault when it
/// nests too deep.
enum class Origin { Own, User };
Value fromJson(const nlohmann::ordered_json& json, Origin origin);

} // namespace salient::templates
