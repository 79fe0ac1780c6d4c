// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/tokenizer/component.h"

#include <cstdint>
#include <string_view>
#include <vector>

namespace salient::tokenization {

/// A part of a text between byte offsets; `match` says whether it is a delimiter.
struct Stretch {
    uint32_t begin = 0;
    uint32_t end = 0;
    bool match = false;
};

/// What becomes of the delimiters. For "the-final--countdown" split at "-":
/// Removed: the, final, countdown. Isolated: the, -, final, -, -, countdown. MergedWithPrevious: the-, final-, -,
/// countdown. MergedWithNext: the, -final, -, -countdown. Contiguous: the, -, final, --, countdown.
enum class SplitBehavior { Removed, Isolated, MergedWithPrevious, MergedWithNext, Contiguous };

/// Reads "behavior"; throws Error (input) for any other word.
SplitBehavior readSplitBehavior(const Component& component);

/// Turns delimiters and what lies between them, in order and without gaps, into the parts that stay; in place.
void applySplitBehavior(std::vector<Stretch>& stretches, SplitBehavior behavior);

/// Delimiters are the single characters for which `isDelimiter` says yes; covers all of `text`.
std::vector<Stretch> stretchesByCharacter(std::string_view text, bool (*isDelimiter)(char32_t));

} // namespace salient::tokenization
