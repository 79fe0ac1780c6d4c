// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/events.h"
#include "kernels/backend.h"

#include <string>

namespace salient {

/// What is known of a linear before it is touched, to compare the result with.
struct WeightReport {
    double energy = 0.0;   ///< Σ over tokens ‖W x‖²
    double rtnError = 0.0; ///< Σ over tokens ‖(W − Q(W)) x‖²: rounding to nearest without scales or clipping
    double histogramMin = 0.0;
    double histogramMax = 0.0;
    std::vector<int64_t> histogram; ///< 64 bins
};

/// `weight` [out, in] and the complete `gram` [in, in] of its inputs, both unscaled.
WeightReport beginReport(Backend& backend, const TensorView& weight, const TensorView& gram, const QuantSpec& spec);

/// The rounded linear in the scaled space, and the way back.
struct PackedComparison {
    TensorView target; ///< [out, in] scaled, before clipping
    const PackedLinear& packed;
    TensorView gram;     ///< [in, in] of the scaled inputs
    TensorView rowScale; ///< [out] what the rows were divided by as a producer; empty: 1
};

/// Fills relativeError, sqnrDb, rtnRelativeError and the histograms of `layer`. Errors are measured in the model's own
/// space: a row that was divided by r counts r² times.
void finishReport(Backend& backend, const PackedComparison& comparison, const WeightReport& before,
                  LayerQuantized& layer);

/// Mean |x| [channels] pooled by maximum to at most 512 values, with the largest 32 named.
ChannelMagnitudes channelMagnitudes(int64_t block, const std::string& group, const Tensor& mean);

} // namespace salient
