// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

namespace salient {

/// One line of a comparison: a key and what each run has for it.
struct DifferenceRow {
    std::string key;                 ///< "calibration.samples"
    std::vector<std::string> values; ///< one per run; "–" where a run has none
    bool operator==(const DifferenceRow&) const = default;
};

/// What the runs were asked to do differently: keys of their recipes (JSON texts) that are not the same in all, in the
/// order of the first. Marks are compared per module. Texts that are no JSON objects count as empty recipes.
std::vector<DifferenceRow> differingSettings(const std::vector<std::string>& recipes);

/// What came of it: sizes, perplexity, KL, agreement, seconds, memory of results (JSON texts); a row when any run has
/// it.
std::vector<DifferenceRow> resultFigures(const std::vector<std::string>& results);

/// Whether the results' perplexities can be held against each other: all that have one before quantisation have the
/// same, as runs on one model and one hold-out do.
bool haveOneYardstick(const std::vector<std::string>& results);

} // namespace salient
