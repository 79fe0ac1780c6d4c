// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/calibration/calibration_data.h"
#include "core/calibration/token_stream.h"

#include <vector>

namespace salient {

/// Cuts the streams into windows of options.length tokens, drops windows that repeat another one, and draws the
/// calibration samples, then the hold-out from what is left; a stream that has too few leaves its share to the others.
/// In the order of the text each. Fills all of `data` but the counts of its report.
void drawSequences(const std::vector<TokenStream>& streams, const CalibrationOptions& options, int64_t holdoutSamples,
                   CalibrationData& data);

} // namespace salient
