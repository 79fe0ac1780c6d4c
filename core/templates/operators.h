// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/templates/ast.h"
#include "core/templates/budget.h"
#include "core/templates/value.h"

#include <vector>

// Python's operators. All of them throw Fault: for types that do not go together, for undefined values, beyond 64 bits
// and beyond the budget.

namespace salient::templates {

/// + - * / // % **
Value applyOperation(Budget& budget, Operation operation, const Value& left, const Value& right);
/// -value or +value
Value applySign(bool isNegative, const Value& value);
/// == != < <= > >= in, not in
bool compare(Budget& budget, Operation operation, const Value& left, const Value& right);
bool isEqual(Budget& budget, const Value& left, const Value& right);
/// left < right
bool isLess(Budget& budget, const Value& left, const Value& right);
bool isIn(Budget& budget, const Value& item, const Value& container);

/// What a for loop sees: the items, keys or characters; what is left of a generator.
std::vector<Value> listItems(Budget& budget, const Value& value);

/// Each is an integer, or None for "from the border".
struct SliceBounds {
    Value begin;
    Value end;
    Value step;
};
/// value[begin:end:step] of a text, list or tuple; an undefined value gives an empty list as Jinja does.
Value sliceOf(Budget& budget, const Value& value, const SliceBounds& bounds);

/// The text itself. Throws Fault naming `what` when it is none.
const MarkedText& requireText(const Value& value, std::string_view what);
/// A whole number. Throws Fault naming `what`.
int64_t requireInteger(const Value& value, std::string_view what);
/// Throws Fault for an undefined value.
void requireDefined(const Value& value);

/// HTML's five characters replaced; Markup stays as it is.
MarkedText escapedMarkup(Budget& budget, const MarkedText& text);
/// `format % values`: %s %r %d %i %f %x %% with flags, width and precision.
Value formatPercent(Budget& budget, const MarkedText& format, const std::vector<Value>& values);

} // namespace salient::templates
