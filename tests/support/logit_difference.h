// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kernels/tensor.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

namespace salient::testing {

/// Largest difference between logits [1, vocabulary] and a reference, as a share of the largest reference logit;
/// infinity when there are more of one than of the other, or any is no number.
inline double relativeLogitDifference(const TensorView& logits, const std::vector<double>& expected) {
    const auto found = logits.floats();
    if (found.size() != expected.size()) {
        return std::numeric_limits<double>::infinity();
    }
    double largest = 0.0;
    double difference = 0.0;
    for (size_t i = 0; i < expected.size(); ++i) {
        const double here = std::fabs(expected[i] - static_cast<double>(found[i]));
        largest = std::max(largest, std::fabs(expected[i]));
        difference = std::isnan(here) ? std::numeric_limits<double>::infinity() : std::max(difference, here);
    }
    return difference / largest;
}

} // namespace salient::testing
