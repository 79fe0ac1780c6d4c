// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/templates/budget.h"
#include "core/templates/value.h"

#include <string>

namespace salient::templates {

/// Appends Python's str() of a value. Throws Fault when it grows beyond the budget.
void appendText(Budget& budget, const Value& value, MarkedText& out);
/// Appends Python's repr().
void appendRepr(Budget& budget, const Value& value, MarkedText& out);
/// Python's repr() of a float: the shortest digits that give it back.
std::string floatText(double number);

} // namespace salient::templates
