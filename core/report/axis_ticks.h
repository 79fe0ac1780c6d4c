// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/record/chart_data.h"

#include <vector>

namespace salient {

/// What an axis shows; `low` < `high`, both finite and, on a logarithmic axis, above 0.
struct AxisRange {
    double low = 0;
    double high = 1;
    bool logarithmic = false;

    /// Where a value lies, 0 at `low` and 1 at `high`; NaN when it has no place (not finite; not above 0 on a
    /// logarithmic axis).
    double share(double value) const;
};

/// The range of a chart's x axis: all points with a margin, or all places when it counts things.
AxisRange rangeOfX(const ChartData& chart);
/// The range of its y axis: all points with their error bars and the level; from 0 on when there are bars.
AxisRange rangeOfY(const ChartData& chart);

/// Round numbers within the range, at most about `wanted`: steps of 1, 2 or 5 times a power of ten, or powers of ten,
/// with 2 and 5 times them where there is room.
std::vector<double> ticksOf(const AxisRange& range, int wanted);

} // namespace salient
