// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/templates/budget.h"
#include "core/templates/characters.h"
#include "core/templates/value.h"

#include <optional>
#include <string>
#include <vector>

// What filters and methods of texts share. Everything keeps track of what comes from the user and throws Fault beyond
// the budget.

namespace salient::templates {

/// One of the functions of characters.h on a text: by stretches of one origin when the result allows it.
enum class CaseChange { Upper, Lower, Title, Capitalize };
MarkedText changedCase(Budget& budget, const MarkedText& text, CaseChange change);

/// At most `count` replacements; below 0: all.
MarkedText replaced(Budget& budget, const MarkedText& text, const MarkedText& from, const MarkedText& to,
                    int64_t count = -1);
MarkedText stripped(Budget& budget, const MarkedText& text, StripSide side, const MarkedText* characters = nullptr);
MarkedText joined(Budget& budget, const std::vector<MarkedText>& parts, const MarkedText& separator);

/// str.split and str.rsplit; without separator at white space. `limit` below 0: no limit.
std::vector<Value> splitFromLeft(Budget& budget, const MarkedText& text, const MarkedText* separator, int64_t limit);
std::vector<Value> splitFromRight(Budget& budget, const MarkedText& text, const MarkedText* separator, int64_t limit);
/// str.splitlines.
std::vector<MarkedText> splitLines(Budget& budget, const MarkedText& text, bool keepEnds);

/// Spaces or `fill` on both sides up to a width in characters.
enum class Side { Left, Right, Center };
MarkedText padded(Budget& budget, const MarkedText& text, int64_t width, Side textIs, std::string_view fill = " ");

} // namespace salient::templates
