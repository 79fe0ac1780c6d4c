// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/calibration/calibration_data.h"

#include <cstdint>
#include <vector>

namespace salient {

/// Tokens one after the other, and which of them a loss counts.
struct TokenStream {
    std::vector<int32_t> ids;
    std::vector<uint8_t> scored; ///< [ids]: 0 for tokens of a prompt or of a chat template's own text, 1 otherwise
    double weight = 1.0;         ///< share of the samples, relative to the other streams
};

/// Cuts the streams into windows of options.length tokens, drops windows that repeat another one, and draws the
/// calibration samples, then the hold-out from what is left; a stream that has too few leaves its share to the others.
/// In the order of the text each. Fills all of `data` but the counts of its report.
void drawSequences(const std::vector<TokenStream>& streams, const CalibrationOptions& options, int64_t holdoutSamples,
                   CalibrationData& data);

} // namespace salient
