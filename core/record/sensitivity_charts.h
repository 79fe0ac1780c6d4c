// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/record/chart_data.h"
#include "core/record/sensitivity_record.h"

#include <cstddef>
#include <vector>

// A sensitivity measurement as a chart. The window, the report and CSV files read the same one.

namespace salient {

/// What the bars of a measurement show.
struct SensitivityView {
    enum class Measure {
        Kl,        ///< nats per token
        Perplexity ///< change of the perplexity, in per cent of what it is without the set's rounding
    };
    enum class Sweep {
        Alone,   ///< what the original gets worse by with only this set quantised
        Restored ///< what the quantised model gets better by with only this set in 16 bit
    };
    Measure measure = Measure::Kl;
    Sweep sweep = Sweep::Alone;
    bool sorted = false; ///< the largest effect first; else in the order of the model
};

/// What a sweep says of one set, in the unit of the view.
struct SetEffect {
    size_t set = 0; ///< of the record
    double value = 0.0;
    double error = 0.0; ///< standard error over windows
    bool noise = false; ///< below the floor
};

/// What a sweep says of all sets.
struct SetEffects {
    std::vector<SetEffect> sets; ///< in the order of the view; empty when its sweep was not made
    double floor = 0.0;          ///< of the noise: the root mean square of the errors, times 1.96
};
SetEffects setEffects(const SensitivityRecord& record, const SensitivityView& view);

/// Per set of the record, whether its KL lies below the noise floor: in the sweep alone, or in the other one where that
/// is all there is. What such a set could give back is less than what the measurement of the others is uncertain by.
std::vector<bool> withinNoise(const SensitivityRecord& record);

/// Bars with error marks, in places as setEffects() has them: sets above the noise floor, and grey those below it. The
/// floor is a line.
ChartData sensitivityBars(const SensitivityRecord& record, const SensitivityView& view,
                          const ChartWords& words = englishWords);
/// The same from effects that are known already.
ChartData sensitivityBars(const SensitivityRecord& record, const SensitivityView& view, const SetEffects& effects,
                          const ChartWords& words = englishWords);

} // namespace salient
