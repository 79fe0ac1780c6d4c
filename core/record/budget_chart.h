// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/record/chart_data.h"
#include "core/record/prediction.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

// Size against quality: what the measurement predicts for every size, and what runs turned out to be.

namespace salient {

/// A run of the same model: how large it is and what it lost.
struct SizedRun {
    std::string name;
    int64_t bytes = 0;                  ///< of all weight files
    std::optional<double> kl;           ///< nats per token, on a text of its own
    std::optional<double> increase;     ///< of the perplexity on that text, in per cent
    std::optional<double> klError = {}; ///< standard errors where they are known
    std::optional<double> increaseError = {};
};

struct BudgetView {
    enum class Size { BitsPerWeight, Megabytes };
    enum class Quality { Kl, Perplexity };
    Size size = Size::BitsPerWeight;
    Quality quality = Quality::Kl;
};

/// What the chart holds besides the curve.
struct BudgetPoints {
    std::vector<SizedRun> runs;         ///< each measured on its own hold-out
    std::vector<SizedRun> measured;     ///< on the text of the measurement: the measured run, runs made from it
    std::optional<BudgetAnswer> choice; ///< the present one
    std::optional<double> limit;        ///< the budget, in bits per weight
};

/// What a size in bits per weight is on the axis of the view, and back.
double onSizeAxis(const SensitivityRecord& record, const BudgetView& view, double bitsPerWeight);
double bitsAtSize(const SensitivityRecord& record, const BudgetView& view, double place);

/// The best choice for each of about `count` sizes from the smallest possible to all that the options allow; equal
/// ones once. `request` says everything but the target. Throws what chooseBits() throws.
std::vector<BudgetAnswer> budgetCurve(const SensitivityRecord& record, BudgetRequest request, int count);

/// The curve, runs as points, the present choice, the budget as a vertical line.
ChartData budgetChart(const SensitivityRecord& record, const std::vector<BudgetAnswer>& curve,
                      const BudgetPoints& points, const BudgetView& view, const ChartWords& words = englishWords);

} // namespace salient
