// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/calibration/seeded_random.h"

#include <cstdint>
#include <string_view>
#include <vector>

namespace salient {

// Texts larger than a budget are not read as a whole: they are divided into equal strata, and from each one an excerpt
// of 64 KiB at a random place is taken, so that all parts of a large file have their say at a bounded price.

/// The whole text when it fits `budgetBytes`, else excerpts of together about that size that begin and end at line
/// ends where there are any, at characters elsewhere.
std::vector<std::string_view> sampleText(std::string_view text, int64_t budgetBytes, SeededRandom& random);

/// All lines when `text` fits `budgetBytes`, else whole lines from all over it of together at least that size where
/// there are enough. Without the newlines; blank lines are left out.
std::vector<std::string_view> sampleLines(std::string_view text, int64_t budgetBytes, SeededRandom& random);

} // namespace salient
