// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kernels/tensor.h"

#include <cstdint>
#include <span>
#include <vector>

namespace salient {

/// Query heads that share one key-value head: input channel (h, d) of the output projection gets the scale of channel
/// (h / repeat, d) of the value projection.
struct TiedHeads {
    int64_t kvHeads = 1;
    int64_t headDim = 1;
    int64_t repeat = 1; ///< query heads per key-value head

    int64_t channels() const { return kvHeads * repeat * headDim; }
};

/// Mean relative magnitude of each input channel [in]: |w| divided by (the largest |w| of its row's group + 1e-6),
/// averaged over the rows of all weights F32 [out_i, in]. `group` divides `in`.
/// Source: AutoAWQ `awq/quantize/quantizer.py`, _search_best_scale, step 1.
std::vector<float> relativeWeightMean(const std::vector<TensorView>& weights, int64_t group);

/// Replaces every channel by the mean over the channels it is tied to [in = tie.channels()].
std::vector<float> averageTied(std::span<const float> values, const TiedHeads& tie);

/// The first channels (at most `count`) whose value is negative or not finite.
std::vector<int64_t> unusableChannels(std::span<const float> values, size_t count);

} // namespace salient
