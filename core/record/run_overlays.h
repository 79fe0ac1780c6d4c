// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/record/chart_data.h"
#include "core/record/run_record.h"

#include <string>
#include <vector>

// Charts that lay several runs over each other, one line per run.

namespace salient {

/// A run among others.
struct NamedRun {
    std::string name;
    const RunRecord* run = nullptr; ///< outlives the call
};

/// Relative output error of each packed linear, a line per run. Places are the modules of all runs: those of the first
/// in its order, then what the others have besides. A module that a run left in 16 bit or does not have is a gap.
ChartData overlayLayerErrors(const std::vector<NamedRun>& runs, const ChartWords& words = englishWords);

/// Relative output error of each block on the hold-out, a line per run; runs without a hold-out have no points.
ChartData overlayBlockErrors(const std::vector<NamedRun>& runs, const ChartWords& words = englishWords);

} // namespace salient
