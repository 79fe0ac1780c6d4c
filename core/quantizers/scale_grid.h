// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/recipe.h"

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace salient {

/// One point of the grid of a scale search.
struct GridPoint {
    enum class Kind {
        Identity,   ///< s = 1
        Activation, ///< s = x^r
        Duo,        ///< s = x^r / (w^(1−r) + 1e-4)
    };
    Kind kind = Kind::Identity;
    double ratio = 0.0;

    /// "identity", "activation" or "duo", as events have it.
    std::string_view kindName() const;
};

/// Default: identity, then activation with r = j/20, j = 1…20, then duo with j = 0…20; a superset of the grids of
/// AutoAWQ, llm-awq and llm-compressor. Reference: AutoAWQ's duo points j/20, j = 0…19.
std::vector<GridPoint> scaleGrid(SearchPreset preset);

/// The scales [in] of a point from the channels' mean magnitudes x (activations) and w (relativeWeightMean), at least
/// 1e-4 and then divided by sqrt(max · min), which changes nothing but keeps fp16 in range. Default clamps the result
/// to [1e-4, 1e4]; Reference sets what is not finite to 1, as AutoAWQ does (`_compute_best_scale`).
std::vector<float> scalesAt(const GridPoint& point, std::span<const float> x, std::span<const float> w,
                            SearchPreset preset);

} // namespace salient
